// Dispatch: the first word chooses the command; errors are told once, here, and become the exit code.
#include "cli/cli.h"

#include <exception>
#include <new>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/log.h"
#include "base/spell.h"
#include "cli/assemble.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/completion.h"
#include "cli/exit_codes.h"
#include "cli/formats_command.h"
#include "cli/help.h"
#include "cli/index_command.h"
#include "cli/merge_command.h"
#include "cli/ops_command.h"
#include "cli/presets.h"
#include "cli/run_command.h"
#include "cli/terminal.h"
#include "cli/verify_command.h"
#include "columnar/parquet.h"
#include "port/files.h"
#include "port/system.h"
#include "registry/describe.h"
#include "registry/registry.h"

namespace dsprep::cli {
namespace {

// As a shell would read it back, for run.json.
std::string quoted(const std::string& word) {
  const bool plain = !word.empty() && word.find_first_not_of(
                                          "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_=+,./:%@") ==
                                          std::string::npos;
  if (plain) return word;
  std::string out = "'";
  for (const char c : word) {
    if (c == '\'') out += "'\\''";
    else out += c;
  }
  return out += '\'';
}

Result<int> answer(const std::string& text) {
  DSPREP_CHECK(print(text));
  return exit_done;
}

Surroundings the_world() {
  port::Files& files = port::disk_files();
  return {files, registry::built_in(), preset_directories(files)};
}

Result<int> pipeline_command(const Command& command, std::span<const std::string> words,
                             const std::string& command_line) {
  const Surroundings surroundings = the_world();
  DSPREP_TRY(const Request request, assemble(command, words, surroundings));
  if (request.help) {
    std::string pages;
    for (const OpSpec* op : request.named) pages.append(pages.empty() ? "" : "\n").append(registry::op_page(*op));
    return answer(pages.empty() ? command_help(command, surroundings.registry) : pages);
  }
  set_up_messages(request.options.log);
  for (const std::string& remark : request.remarks) say(base::LogLevel::warn, remark);
  return run_command(request, surroundings, command_line);
}

Result<int> dispatch(const Command& command, std::span<const std::string> words, const std::string& command_line) {
  switch (command.kind) {
    case Command::Kind::pipeline: return pipeline_command(command, words, command_line);
    case Command::Kind::merge: return merge_command(words, the_world(), command_line);
    case Command::Kind::index: return index_command(words, the_world(), command_line);
    case Command::Kind::verify: return verify_command(words, port::disk_files());
    case Command::Kind::formats: {
      DSPREP_TRY(const std::string formats, formats_command(words, registry::built_in()));
      return answer(formats);
    }
    case Command::Kind::ops: break;
  }
  DSPREP_TRY(const std::string text, ops_command(words, the_world()));
  return answer(text);
}

Error unknown_command(const std::string& word) {
  if (word.starts_with('-'))
    return usage_error("a command comes first: dsprep COMMAND " + word + "; `dsprep --help` lists them");
  if (const OpSpec* op = registry::built_in().find(word))
    return usage_error("\"" + word + "\" is an operator: dsprep " + std::string(name_of(op->family)) + " " +
                       registry::flag_of(*op));
  return usage_error("there is no command \"" + word + "\"" + base::did_you_mean(word, command_names()) +
                     "; `dsprep --help` lists them");
}

// With the components that a build may lack.
std::string version_text() {
  const std::string arrow = columnar::arrow_version();
  return std::string("dsprep ") + DSPREP_VERSION +
         (arrow.empty() ? "\nwithout Parquet (docs/formats/parquet.md)\n" : "\nwith Parquet: " + arrow + "\n");
}

Result<int> run(const std::vector<std::string>& words) {
  if (words.empty()) {
    say_lines(base::LogLevel::error, general_help());
    return exit_usage;
  }
  const std::string& first = words.front();
  if (first == "--version" || first == "-V") return answer(version_text());
  if (first == "--help" || first == "-h" || first == "help") {
    if (words.size() == 1) return answer(general_help());
    const Command* command = find_command(words[1]);
    if (!command) return unknown_command(words[1]);
    return answer(command_help(*command, registry::built_in()));
  }
  if (first == completion_word) return answer(completion_text(complete(std::span(words).subspan(1), the_world())));
  const Command* command = find_command(first);
  if (!command) return unknown_command(first);
  std::string command_line = "dsprep";
  for (const std::string& word : words) command_line.append(" ").append(quoted(word));
  return dispatch(*command, std::span(words).subspan(1), command_line);
}

constexpr std::string_view out_of_memory = "out of memory: give fewer --threads or a smaller --memory";

// An exception that nobody could catch: where memory is short even telling so may fail.
[[noreturn]] void last_words() {
  try {
    if (const auto uncaught = std::current_exception()) std::rethrow_exception(uncaught);
  } catch (const std::bad_alloc&) {
    port::end_process("dsprep: out of memory: give fewer --threads or a smaller --memory\n", exit_failed);
  } catch (...) {
  }
  port::end_process("dsprep: unexpected: an exception was not caught; this is a defect of dsprep\n", exit_failed);
}

}  // namespace

int main(int argc, char** argv) {
  port::exit_on_stop_signals();
  port::open_closed_streams();
  std::set_terminate(last_words);
  // Nothing of ours throws; memory can run out, and a library can surprise.
  try {
    const Result<int> code = run({argv + (argc > 0 ? 1 : 0), argv + argc});
    return code ? *code : report_error(code.error());
  } catch (const std::bad_alloc&) {
    return report_error(failure(std::string(out_of_memory)));
  } catch (const std::exception& error) {
    return report_error(failure(std::string("unexpected: ") + error.what()));
  }
}

}  // namespace dsprep::cli

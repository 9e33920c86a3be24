#include "cli/merge_command.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include "base/log.h"
#include "base/spell.h"
#include "cli/arguments.h"
#include "cli/commands.h"
#include "cli/common_options.h"
#include "cli/exit_codes.h"
#include "cli/help.h"
#include "cli/run_command.h"
#include "cli/terminal.h"
#include "dsprep/value.h"
#include "exec/run.h"
#include "port/system.h"

namespace dsprep::cli {
namespace {

// Of the common options those that say how, not what: the rest is as the tasks had it.
constexpr std::string_view own_options[] = {"threads", "memory",  "tmp",       "progress",
                                            "quiet",   "verbose", "log-level", "log-format"};

bool is_own(const CommonOption& option) {
  return std::find(std::begin(own_options), std::end(own_options), option.name) != std::end(own_options);
}

struct Given {
  std::string directory;
  std::vector<std::string> words;
};

Result<Given> read_command(port::Files& files, const std::string& out) {
  DSPREP_TRY(const std::string json, exec::command_in(files, out));
  if (json.empty())
    return usage_error(out + ": no --task began what is there: dsprep merge puts together what `dsprep … -o " + out +
                       " --task I/N` left");
  Given given;
  given.directory = Value(json)["directory"].text().value_or("");
  const Value words = Value(json)["words"];
  for (Value::Elements it = words.elements(); it.next();) given.words.push_back(it.value().text().value_or(""));
  const Command* command = given.words.empty() ? nullptr : find_command(given.words.front());
  if (!command || command->kind != Command::Kind::pipeline || given.directory.empty())
    return failure(out + "/.dsprep/state.json does not say what the tasks were: run them again into another output");
  return given;
}

}  // namespace

std::string command_json(port::Files& files, const std::vector<std::string>& words) {
  ValueBuilder out;
  out.begin_object().member("directory", files.canonical(".").ok() ? *files.canonical(".") : std::string());
  out.key("words").begin_array();
  for (const std::string& word : words) out.text(word);
  return out.end_array().end_object().take();
}

std::vector<registry::OptionText> merge_option_texts() {
  std::vector<registry::OptionText> texts;
  for (registry::OptionText& text : option_texts(*find_command("run")))
    for (const std::string_view name : own_options)
      if (text.flags.ends_with("--" + std::string(name))) texts.push_back(std::move(text));
  texts.push_back({"-h, --help", "", "print help", {}});
  return texts;
}

Result<int> merge_command(std::span<const std::string> words, const Surroundings& surroundings,
                          const std::string& command_line) {
  port::Files& files = surroundings.files;
  std::vector<OptionShape> shapes = {{"help", OptionShape::Takes::nothing, 'h'}};
  std::vector<const CommonOption*> options = {nullptr};
  for (const CommonOption& option : common_options())
    if (is_own(option)) {
      shapes.push_back(option.shape());
      options.push_back(&option);
    }
  const auto unknown = [&](const std::string& name) {
    std::vector<std::string> known;
    for (const OptionShape& shape : shapes) known.push_back("--" + shape.name);
    return "unknown option --" + name + base::did_you_mean("--" + name, known) +
           "; dsprep merge does what the tasks were told: dsprep merge OUT";
  };
  DSPREP_TRY(const std::vector<Argument> arguments, read_arguments(words, shapes, unknown));
  std::vector<std::string> outs;
  for (const Argument& argument : arguments) {
    if (!argument.option) outs.push_back(*argument.value);
    else if (*argument.option == 0) {
      DSPREP_CHECK(print(command_help(*find_command("merge"), surroundings.registry)));
      return exit_done;
    }
  }
  if (outs.size() != 1)
    return usage_error("dsprep merge takes the one directory that the tasks share: dsprep merge OUT");
  std::string out = outs.front();
  DSPREP_TRY(const bool there, files.has(out));
  if (!there) return usage_error(out + ": there is no such directory: dsprep merge takes the one that the tasks share");
  DSPREP_TRY(const bool complete, files.has(port::join(out, "manifest.json")));
  DSPREP_TRY(const std::string begun, exec::command_in(files, out));
  if (complete && begun.empty()) {
    say(base::LogLevel::info, out + " is finished already: nothing to do");
    return exit_done;
  }
  DSPREP_TRY(const Given given, read_command(files, out));
  DSPREP_TRY(const std::string here, files.canonical("."));
  DSPREP_TRY(out, files.canonical(out));
  DSPREP_CHECK(port::change_directory(given.directory));
  DSPREP_TRY(Request request,
             assemble(*find_command(given.words.front()), std::span(given.words).subspan(1), surroundings));
  CommonOptions& common = request.options;
  for (const Argument& argument : arguments)
    if (argument.option) {
      const CommonOption& option = *options[*argument.option];
      DSPREP_CHECK(set_common(option, argument.value.value_or("true"), "--" + std::string(option.name), common));
      if (option.name == "tmp" && common.tmp) common.tmp = port::join(here, *common.tmp);
    }
  common.output = out;  // wherever it lies now
  common.merge = true;
  set_up_messages(common.log);
  return run_command(request, surroundings, command_line);
}

}  // namespace dsprep::cli

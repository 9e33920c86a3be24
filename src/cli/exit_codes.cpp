#include "cli/exit_codes.h"

#include <atomic>
#include <csignal>
#include <span>
#include <string>
#include <string_view>

#include "base/log.h"
#include "cli/common_options.h"
#include "cli/terminal.h"
#include "port/system.h"

namespace dsprep::cli {
namespace {

struct Meaning {
  std::string_view code, meaning;
  bool (*of)(const Command& command);
};

bool writes(const Command& command) {
  return command.kind != Command::Kind::ops && command.kind != Command::Kind::formats &&
         command.kind != Command::Kind::verify;
}

// `merge` judges what its tasks were told to.
bool has_gates(const Command& command) {
  if (command.kind == Command::Kind::merge) return true;
  for (const CommonOption& option : common_options())
    if (option.name == "gate") return command.kind == Command::Kind::pipeline && option.on_command(command);
  return false;
}

constexpr Meaning table[] = {
    {"0", "done, and the books balance: every record read was kept, dropped or malformed", writes},
    {"0", "the directory is what its manifest says", [](const Command& c) { return c.kind == Command::Kind::verify; }},
    {"0", "printed", [](const Command& c) { return c.kind == Command::Kind::ops || c.kind == Command::Kind::formats; }},
    {"1", "failed (disk full, unreadable input, …): one line on stderr says what, where and what to do", writes},
    {"1", "it is not, or it cannot be read", [](const Command& c) { return c.kind == Command::Kind::verify; }},
    {"2", "bad command line or config: nothing was read or written", [](const Command&) { return true; }},
    {"3", "a gate was broken (--gate); the output is complete", has_gates},
    {"4", "done, but more records are malformed than --max-errors allows; the output is complete", writes},
    {"130, 143", "interrupted (SIGINT, SIGTERM); --resume goes on", writes},
};

}  // namespace

std::vector<registry::EntryText> exit_code_texts(const Command& command) {
  std::vector<registry::EntryText> texts;
  for (const Meaning& meaning : table)
    if (meaning.of(command)) texts.push_back({std::string(meaning.code), std::string(meaning.meaning)});
  return texts;
}

std::vector<registry::EntryText> exit_code_texts() {
  return exit_code_texts(*find_command("run"));  // what can run anything can end as anything
}

int report_error(const Error& error) {
  switch (error.kind) {
    case Error::Kind::closed_pipe: return exit_done;
    case Error::Kind::interrupted: {
      say(base::LogLevel::error, error.message);
      const int signal = port::stop_signal();
      return exit_signal + (signal ? signal : SIGINT);
    }
    case Error::Kind::usage: say(base::LogLevel::error, error.message); return exit_usage;
    case Error::Kind::failure: break;
  }
  say(base::LogLevel::error, error.message);
  return exit_failed;
}

}  // namespace dsprep::cli

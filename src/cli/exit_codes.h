// Exit codes (cli.md § Exit codes).
#pragma once

#include <vector>

#include "cli/commands.h"
#include "dsprep/result.h"
#include "registry/describe.h"

namespace dsprep::cli {

enum ExitCode : int {
  exit_done = 0,
  exit_failed = 1,
  exit_usage = 2,
  exit_gate_broken = 3,
  exit_malformed = 4,
  exit_signal = 128,  // plus the signal's number
};

// What each means, for help and manual: all of them, or those that `command` can end with.
std::vector<registry::EntryText> exit_code_texts();
std::vector<registry::EntryText> exit_code_texts(const Command& command);

// Tells `error` on standard error, once, where there is something to tell, and returns the code it means.
int report_error(const Error& error);

}  // namespace dsprep::cli

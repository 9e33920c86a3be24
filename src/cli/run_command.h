// The life of a run: from what was asked for to files, manifest, summary and exit code.
#pragma once

#include <span>
#include <string>

#include "cli/assemble.h"
#include "dsprep/result.h"

namespace dsprep::cli {

// The exit code, or why the run could not go on. `command_line` is told in run.json.
Result<int> run_command(const Request& request, const Surroundings& surroundings, const std::string& command_line);

}  // namespace dsprep::cli

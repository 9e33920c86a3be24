// `dsprep merge OUT`: puts together what `--task I/N` left there. What to do is the tasks' own command line, kept in
// OUT/.dsprep/, done again as a merge, in the directory it was given in.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/assemble.h"
#include "dsprep/result.h"
#include "port/files.h"
#include "registry/describe.h"

namespace dsprep::cli {

Result<int> merge_command(std::span<const std::string> words, const Surroundings& surroundings,
                          const std::string& command_line);

// What a task keeps of its command for the merge: {"directory": …, "words": […]}.
std::string command_json(port::Files& files, const std::vector<std::string>& words);

// The options of the command, for help.
std::vector<registry::OptionText> merge_option_texts();

}  // namespace dsprep::cli

// dsprep index build|add|info: what was seen before, as a file.
//
// build and add are the run that `dsprep clean --dedup-…=index=FILE` would be, without its last pass: the same op
// writes the same bytes. info tells what a file holds, and reads all of it to see whether it is whole.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/assemble.h"
#include "dsprep/result.h"
#include "registry/describe.h"

namespace dsprep::cli {

const std::vector<std::string>& index_actions();  // "build", "add", "info"
std::vector<registry::OptionText> index_option_texts();

// Asks for the run of `build` or `add`: one step, with its index and, for add, what it goes on from. `action` is one of
// the two.
Result<Request> index_request(const std::string& action, std::span<const std::string> words,
                              const Surroundings& surroundings);

Result<int> index_command(std::span<const std::string> words, const Surroundings& surroundings,
                          const std::string& command_line);

}  // namespace dsprep::cli

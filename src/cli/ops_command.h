// dsprep ops: what operators there are.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "cli/assemble.h"
#include "dsprep/result.h"
#include "registry/describe.h"

namespace dsprep::cli {

std::vector<registry::OptionText> ops_option_texts();

// The text to print.
Result<std::string> ops_command(std::span<const std::string> words, const Surroundings& surroundings);

}  // namespace dsprep::cli

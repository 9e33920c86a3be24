// `dsprep formats [NAME…]`: what is read and written.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "dsprep/result.h"
#include "registry/describe.h"
#include "registry/registry.h"

namespace dsprep::cli {

Result<std::string> formats_command(std::span<const std::string> words, const registry::Registry& registry);
std::vector<registry::OptionText> formats_option_texts();

}  // namespace dsprep::cli

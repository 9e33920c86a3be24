// Counts the characters that a table flags.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/code_point_table.h"

namespace dsprep::text {

// How many code points of `text` have a value of 1 in `table`, whose values are 0 and 1. REQUIRES valid UTF-8.
std::uint64_t count_flagged(std::string_view text, const CodePointTable& table);

}  // namespace dsprep::text

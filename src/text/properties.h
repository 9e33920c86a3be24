// Unicode properties as flat tables, by ICU: raw material for CodePointTables. A few milliseconds each.
#pragma once

#include <cstdint>
#include <vector>

namespace dsprep::text {

// The value of an enumerated property (a UProperty such as UCHAR_WORD_BREAK) for each of the code_points.
std::vector<std::uint8_t> enumerated_property(int property);

// 1 where the code point has the binary property (UCHAR_ALPHABETIC, …), else 0, for each of the code_points.
std::vector<std::uint8_t> binary_property(int property);

}  // namespace dsprep::text

// How many characters of a line are capitals, and how many digits: what line rules compare with its length.
#pragma once

#include <cstdint>
#include <string_view>

namespace dsprep::ops::refinedweb_lines {

struct LineCase {
  std::uint32_t chars = 0;     // code points
  std::uint32_t capitals = 0;  // Uppercase, as Python's str.isupper() of one character (ǅ is none, Ⅷ is one)
  std::uint32_t digits = 0;    // as str.isdigit(): decimal digits of all scripts, and ² but not ½
};
// REQUIRES valid UTF-8.
LineCase count_line_case(std::string_view line);

}  // namespace dsprep::ops::refinedweb_lines

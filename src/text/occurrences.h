// Occurrences of a short string in a text, counted as Python's str.count() does: from left to right, without overlap.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string_view>

namespace dsprep::text {

inline std::uint64_t count_byte(std::string_view text, char byte) {
  return static_cast<std::uint64_t>(std::count(text.begin(), text.end(), byte));
}

// REQUIRES a needle that is not empty. "..." is once in ".....".
inline std::uint64_t count_occurrences(std::string_view text, std::string_view needle) {
  std::uint64_t count = 0;
  for (std::size_t at = text.find(needle); at != std::string_view::npos; at = text.find(needle, at + needle.size()))
    ++count;
  return count;
}

}  // namespace dsprep::text

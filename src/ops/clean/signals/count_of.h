// count_of: how often a piece stands in a text, without overlaps.
#pragma once

#include <cstdint>
#include <string_view>

namespace dsprep::ops::signals {

// REQUIRES a piece that is not empty.
inline std::uint64_t count_of(std::string_view text, std::string_view piece) {
  std::uint64_t count = 0;
  for (std::size_t at = text.find(piece); at != std::string_view::npos; at = text.find(piece, at + piece.size()))
    ++count;
  return count;
}

}  // namespace dsprep::ops::signals

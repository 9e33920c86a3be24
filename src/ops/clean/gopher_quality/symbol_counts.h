// The signs that Gopher's symbol rules count, all in one pass over the text.
#pragma once

#include <cstdint>
#include <string_view>

namespace dsprep::ops::gopher_quality {

// Each as Python's str.count() counts it: from left to right, without overlap.
struct SymbolCounts {
  std::uint64_t hashes = 0;       // "#"
  std::uint64_t three_dots = 0;   // "..."; once in "....."
  std::uint64_t spaced_dots = 0;  // ". . ."
  std::uint64_t ellipses = 0;     // "…"
  bool operator==(const SymbolCounts&) const = default;
};
SymbolCounts count_symbols(std::string_view text);
// The same, sign by sign: what the tests hold count_symbols to.
SymbolCounts count_symbols_slowly(std::string_view text);

}  // namespace dsprep::ops::gopher_quality

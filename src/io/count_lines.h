// count_lines: how many LF there are. Private to io.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dsprep::io {

// Adds up in bytes, which a compiler turns into vector code on every machine (std::count adds up in 64 bits, an eighth
// as wide), and empties those before they can overflow.
inline std::uint64_t count_lines(std::string_view bytes) {
  constexpr std::size_t lanes = 64, rounds = 255;
  std::uint64_t total = 0;
  const char* at = bytes.data();
  std::size_t left = bytes.size();
  while (left >= lanes) {
    std::uint8_t counts[lanes] = {};
    for (std::size_t round = 0; round < rounds && left >= lanes; ++round, at += lanes, left -= lanes)
      for (std::size_t i = 0; i < lanes; ++i) counts[i] = static_cast<std::uint8_t>(counts[i] + (at[i] == '\n'));
    for (const std::uint8_t count : counts) total += count;
  }
  for (; left > 0; --left) total += *at++ == '\n';
  return total;
}

}  // namespace dsprep::io

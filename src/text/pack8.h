// The first eight bytes of a word as one number: how short words are compared and hashed without a loop.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace dsprep::text {

// The first min(size, 8) bytes at text[begin], the first lowest, the rest 0. REQUIRES begin + size <= text.size().
inline std::uint64_t pack8(std::string_view text, std::size_t begin, std::size_t size) {
  static constexpr std::uint64_t masks[9] = {
      0, 0xff, 0xffff, 0xffffff, 0xffffffff, 0xffffffffff, 0xffffffffffff, 0xffffffffffffff, ~std::uint64_t{0}};
  std::uint64_t word = 0;
  if (begin + 8 <= text.size()) {
    std::memcpy(&word, text.data() + begin, 8);
    return word & masks[size < 8 ? size : 8];
  }
  if (size > 0) std::memcpy(&word, text.data() + begin, size < 8 ? size : 8);
  return word;
}

// The same with A–Z as a–z; other bytes as they are.
inline std::uint64_t lower8(std::uint64_t word) {
  constexpr std::uint64_t ones = 0x0101010101010101ull;
  const std::uint64_t low = word & 0x7f * ones;
  const std::uint64_t from_a = low + (0x80 - 'A') * ones,
                      above_z = low + (0x7f - 'Z') * ones;  // in each byte's top bit
  return word + ((~word & (from_a ^ above_z) & 0x80 * ones) >> 2);
}

}  // namespace dsprep::text

// CharSet: a set of code points, as classes of regular expressions build them.
#pragma once

#include <cstdint>
#include <vector>

#include "text/code_point_table.h"

namespace dsprep::tokenizers {

class CharSet {
 public:
  CharSet() : bits_(text::code_points / 64) {}

  bool has(char32_t c) const { return bits_[c / 64] >> c % 64 & 1; }
  void add(char32_t c) { bits_[c / 64] |= std::uint64_t{1} << c % 64; }
  void add_range(char32_t first, char32_t last) {
    for (char32_t c = first; c <= last; ++c) add(c);
  }
  void add(const CharSet& other) {
    for (std::size_t i = 0; i < bits_.size(); ++i) bits_[i] |= other.bits_[i];
  }
  void negate() {
    for (std::uint64_t& word : bits_) word = ~word;
  }
  // Adds the code points whose value in `table` is in `mask` (bit n: value n).
  void add_values(const text::CodePointTable& table, std::uint32_t mask) {
    for (char32_t c = 0; c < text::code_points; ++c)
      if (mask >> table[c] & 1) add(c);
  }

 private:
  std::vector<std::uint64_t> bits_;
};

}  // namespace dsprep::tokenizers

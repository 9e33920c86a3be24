// CodePointTable: a small value for each of Unicode's 0x110000 code points, found with two loads.
//
// The code points are cut into blocks of 128. Most blocks are equal to another one (unassigned, ideographs, Hangul, …),
// so that only the different ones are kept, and an index from block number to place. Immutable once made.
#pragma once

#include <algorithm>
#include <array>
#include <cassert>
#include <cstdint>
#include <vector>

namespace dsprep::text {

inline constexpr char32_t code_points = 0x110000;

class CodePointTable {
 public:
  // From the value of every code point, in order. REQUIRES code_points values.
  explicit CodePointTable(const std::vector<std::uint8_t>& flat) {
    assert(flat.size() == code_points);
    for (std::size_t block = 0; block < index_.size(); ++block) {
      const auto begin = flat.begin() + static_cast<std::ptrdiff_t>(block * block_size);
      const auto end = begin + block_size;
      // Neighbours are equal more often than not.
      if (block > 0 && std::equal(begin, end, values_.begin() + index_[block - 1])) {
        index_[block] = index_[block - 1];
        continue;
      }
      std::size_t at = 0;
      while (at < values_.size() && !std::equal(begin, end, values_.begin() + static_cast<std::ptrdiff_t>(at))) {
        at += block_size;
      }
      if (at == values_.size()) values_.insert(values_.end(), begin, end);
      index_[block] = static_cast<std::uint32_t>(at);
    }
  }

  // REQUIRES c < code_points.
  std::uint8_t operator[](char32_t c) const { return values_[index_[c / block_size] + c % block_size]; }

  // The values of U+0000–U+007F, to be indexed by a byte.
  const std::uint8_t* ascii() const { return values_.data(); }

 private:
  static constexpr std::size_t block_size = 128;
  std::array<std::uint32_t, code_points / block_size> index_;  // where the block's values begin
  std::vector<std::uint8_t> values_;
};

}  // namespace dsprep::text

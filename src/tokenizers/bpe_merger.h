// BpeMerger: joins the parts of one word. Short words by looking for the lowest rank again and again, long ones with a
// heap, so that none is quadratic.
#pragma once

#include <cstdint>
#include <vector>

#include "tokenizers/pair_table.h"

namespace dsprep::tokenizers {

class BpeMerger {
 public:
  explicit BpeMerger(const PairTable& pairs) : pairs_(pairs) {}
  // Joins `parts` in place until no pair is left that has a rank.
  void merge(std::vector<std::uint32_t>& parts);

  static constexpr std::size_t longest_scan = 96;  // parts; beyond it the heap is quicker

 private:
  void merge_short(std::vector<std::uint32_t>& parts);
  void merge_long(std::vector<std::uint32_t>& parts);

  struct Symbol {
    std::uint32_t id, before, after, made;  // made: what it and the one behind it become
    std::uint32_t rank;                     // of that; none: nothing
  };
  const PairTable& pairs_;
  std::vector<std::int32_t>
      ranks_;  // of each part and the one behind it: a row of numbers, of which the least is found fast
  std::vector<std::uint32_t> made_;  // what the two become
  std::vector<Symbol> symbols_;
  std::vector<std::uint64_t> heap_;  // rank << 32 | place
};

}  // namespace dsprep::tokenizers

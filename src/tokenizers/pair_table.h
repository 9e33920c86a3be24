// PairTable: which two tokens become which one, and which pair comes first.
#pragma once

#include <cstdint>
#include <vector>

#include "base/hash.h"

namespace dsprep::tokenizers {

struct Merge {
  static constexpr std::uint32_t none = UINT32_MAX;
  std::uint32_t rank = none, id = 0;
};

// Filled once, then asked by all workers. Open addressing, at most half full.
class PairTable {
 public:
  explicit PairTable(std::size_t pairs) {
    std::size_t slots = 1024;
    while (slots < pairs * 2) slots *= 2;
    slots_.resize(slots);
  }
  // Of equal pairs the last one counts.
  void add(std::uint32_t left, std::uint32_t right, Merge merge) {
    Slot& slot = slots_[place(left, right)];
    slot = {left, right, merge};
  }
  Merge find(std::uint32_t left, std::uint32_t right) const { return slots_[place(left, right)].merge; }

 private:
  struct Slot {
    std::uint32_t left = 0, right = 0;
    Merge merge;
  };
  std::size_t place(std::uint32_t left, std::uint32_t right) const {
    const std::size_t mask = slots_.size() - 1;
    std::uint64_t hash = (std::uint64_t{left} << 32 | right) * 0x9e3779b97f4a7c15ull;
    hash ^= hash >> 32;
    std::size_t i = hash & mask;
    while (slots_[i].merge.rank != Merge::none && (slots_[i].left != left || slots_[i].right != right)) i = (i + 1) & mask;
    return i;
  }
  std::vector<Slot> slots_;
};

}  // namespace dsprep::tokenizers

// PairTable: which two tokens become which one, and which pair comes first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace dsprep::tokenizers {

struct Merge {
  static constexpr std::uint32_t none = INT32_MAX;
  std::uint32_t rank = none, id = 0;
};

// Filled once, then asked by all workers. Most questions are about pairs that are not joined. So there are three
// tables: one by both numbers for the smallest ids (single bytes, in byte-level models), a bitmap that answers most of
// the others from the processor's cache, and behind it open addressing, at most half full.
class PairTable {
 public:
  explicit PairTable(std::size_t pairs) {
    std::size_t slots = 1024;
    while (slots < pairs * 2) slots *= 2;
    slots_.resize(slots);
    std::size_t words = 64;
    while (words * 64 < pairs * 16 && words < most_words) words *= 2;
    maybe_.resize(words);
    if (pairs > 0) small_.resize(small_ids * small_ids);
  }
  // Of equal pairs the last one counts.
  void add(std::uint32_t left, std::uint32_t right, Merge merge) {
    if (left < small_ids && right < small_ids) small_[left * small_ids + right] = merge;
    const std::uint64_t hash = hash_of(left, right);
    slots_[place(left, right, hash)] = {left, right, merge};
    maybe_[word(hash)] |= std::uint64_t{1} << (hash >> 58);
  }
  Merge find(std::uint32_t left, std::uint32_t right) const {
    if (left < small_ids && right < small_ids) return small_.empty() ? Merge() : small_[left * small_ids + right];
    const std::uint64_t hash = hash_of(left, right);
    if (!(maybe_[word(hash)] >> (hash >> 58) & 1)) return {};
    return slots_[place(left, right, hash)].merge;
  }

 private:
  static constexpr std::uint32_t small_ids = 256;
  static constexpr std::size_t most_words = std::size_t{1} << 16;  // 512 KiB
  struct Slot {
    std::uint32_t left = 0, right = 0;
    Merge merge;
  };
  static std::uint64_t hash_of(std::uint32_t left, std::uint32_t right) {
    std::uint64_t hash = (std::uint64_t{left} << 32 | right) * 0x9e3779b97f4a7c15ull;
    return hash ^ hash >> 32;
  }
  std::size_t word(std::uint64_t hash) const { return hash >> 24 & (maybe_.size() - 1); }
  std::size_t place(std::uint32_t left, std::uint32_t right, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = hash & mask;
    while (slots_[i].merge.rank != Merge::none && (slots_[i].left != left || slots_[i].right != right))
      i = (i + 1) & mask;
    return i;
  }

  std::vector<Merge> small_;
  std::vector<std::uint64_t> maybe_;
  std::vector<Slot> slots_;
};

}  // namespace dsprep::tokenizers

// HashCounts: how often each hash came. For scratch: emptied and filled again for every record.
//
// What is counted are 64-bit hashes, not the things themselves: two things with one hash are taken for the same, which
// among n things happens about once in 2^64 / n^2 texts.
#pragma once

#include <cstdint>
#include <vector>

namespace dsprep::base {

class HashCounts {
 public:
  struct Slot {
    std::uint64_t hash;
    std::uint32_t count;
  };

  // Forgets all counts. Keeps the storage, unless it is far more than `expected` (different hashes) need.
  void start(std::size_t expected) {
    std::size_t size = 64;
    while (size < 2 * expected && size < most_at_start) size *= 2;
    if (slots_.size() > 16 * size) std::vector<Slot>().swap(slots_);
    slots_.assign(size, Slot{0, 0});
    used_ = 0;
  }

  // Counts `hash`; returns how often it has come, with this time.
  std::uint32_t add(std::uint64_t hash) {
    Slot& slot = find(hash);
    if (slot.count == 0) {
      slot.hash = hash;
      slot.count = 1;
      if (++used_ * 2 > slots_.size()) grow();
      return 1;
    }
    return ++slot.count;
  }

  std::size_t distinct() const { return used_; }
  // In no order that means anything. Free slots have count 0.
  const std::vector<Slot>& slots() const { return slots_; }

 private:
  static constexpr std::size_t most_at_start = std::size_t{1} << 16;

  Slot& find(std::uint64_t hash) {
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = (hash * 0x9e3779b97f4a7c15ull >> 20) & mask;; i = (i + 1) & mask) {
      Slot& slot = slots_[i];
      if (slot.count == 0 || slot.hash == hash) return slot;
    }
  }

  void grow() {
    std::vector<Slot> old(slots_.size() * 2, Slot{0, 0});
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.count != 0) find(slot.hash) = slot;
  }

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace dsprep::base

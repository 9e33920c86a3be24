// NumberTable: small consecutive numbers for 64-bit keys; an open hash table that is cleared in no time.
#pragma once

#include <cstdint>
#include <vector>

namespace dsprep::ops::gopher_repetition {

class NumberTable {
 public:
  void clear() {
    constexpr std::size_t kept = std::size_t{1} << 18;
    if (slots_.size() > kept) slots_ = std::vector<Slot>(first_slots);
    if (++stamp_ == 0) {  // after four thousand million uses
      for (Slot& slot : slots_) slot.stamp = 0;
      stamp_ = 1;
    }
    size_ = 0;
  }

  // The value first stored under `key`: `value` itself where it is new.
  std::uint32_t find_or_add(std::uint64_t key, std::uint32_t value) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t at = place(key) & mask;
    while (slots_[at].stamp == stamp_) {
      if (slots_[at].key == key) return slots_[at].value;
      at = (at + 1) & mask;
    }
    slots_[at] = {key, value, stamp_};
    if (++size_ * 2 > slots_.size()) grow();
    return value;
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t value = 0;
    std::uint32_t stamp = 0;  // in use where it is the table's
  };
  static constexpr std::size_t first_slots = 1024;
  // Fibonacci hashing: the upper bits of the product are the good ones.
  static std::size_t place(std::uint64_t key) {
    const std::uint64_t product = (key ^ (key >> 32)) * 0x9e3779b97f4a7c15ull;
    return static_cast<std::size_t>(product >> 32 ^ product >> 17);
  }
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    const std::size_t mask = slots_.size() - 1;
    for (const Slot& slot : old) {
      if (slot.stamp != stamp_) continue;
      std::size_t at = place(slot.key) & mask;
      while (slots_[at].stamp == stamp_) at = (at + 1) & mask;
      slots_[at] = slot;
    }
  }

  std::vector<Slot> slots_ = std::vector<Slot>(first_slots);
  std::size_t size_ = 0;
  std::uint32_t stamp_ = 1;
};

}  // namespace dsprep::ops::gopher_repetition

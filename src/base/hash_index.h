// HashIndex: numbers of strings that are known by their hash, for vocabularies: built once, asked by all workers.
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

namespace dsprep::base {

// Holds XXH3-64 hashes, not the strings: a string that is not among n is taken for one of them in n of 2^64 cases.
class HashIndex {
 public:
  static constexpr std::uint32_t none = 0xffffffff;

  // False where the hash has a number already, which stays. REQUIRES number < none.
  bool insert(std::uint64_t hash, std::uint32_t number) {
    if ((used_ + 1) * 2 > slots_.size()) grow();
    Slot& slot = find_slot(hash);
    if (slot.number != none) return false;
    slot = {hash, number};
    ++used_;
    return true;
  }
  std::uint32_t find(std::uint64_t hash) const {  // or none
    if (slots_.empty()) return none;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = hash & mask;; i = (i + 1) & mask)
      if (slots_[i].number == none || slots_[i].hash == hash) return slots_[i].number;
  }
  std::size_t size() const { return used_; }

 private:
  struct Slot {
    std::uint64_t hash = 0;
    std::uint32_t number = none;
  };
  Slot& find_slot(std::uint64_t hash) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = hash & mask;
    while (slots_[i].number != none && slots_[i].hash != hash) i = (i + 1) & mask;
    return slots_[i];
  }
  void grow() {
    std::vector<Slot> old(std::max<std::size_t>(64, slots_.size() * 2));
    old.swap(slots_);
    for (const Slot& slot : old)
      if (slot.number != none) find_slot(slot.hash) = slot;
  }

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
};

}  // namespace dsprep::base

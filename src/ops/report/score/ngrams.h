// Numbers for n-grams, exact and without storing them: an n-gram is the number of its first n - 1 tokens and its last
// token.
#pragma once

#include <cstdint>
#include <vector>

#include "base/hash.h"

namespace dsprep::ops::score {

// Not thread-safe. clear() costs nothing.
class Ngrams {
 public:
  static constexpr std::uint32_t start = 0;  // the empty n-gram

  void clear() {
    ++generation_;
    size_ = 1;
  }
  std::uint32_t size() const { return size_; }  // numbers are below it
  // The number of `prefix` with `token` behind it.
  std::uint32_t number(std::uint32_t prefix, std::uint32_t token) {
    if (size_ * 2 > slots_.size()) grow();
    const std::uint64_t key = std::uint64_t{prefix} << 32 | token;
    for (std::size_t at = base::mix(key, 0) & (slots_.size() - 1);; at = (at + 1) & (slots_.size() - 1)) {
      Slot& slot = slots_[at];
      if (slot.generation != generation_) {
        slot = {key, generation_, size_};
        return size_++;
      }
      if (slot.key == key) return slot.number;
    }
  }

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint32_t generation = 0, number = 0;
  };
  void grow() {
    std::vector<Slot> old(slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.generation != generation_) continue;
      std::size_t at = base::mix(slot.key, 0) & (slots_.size() - 1);
      while (slots_[at].generation == generation_) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = slot;
    }
  }
  std::vector<Slot> slots_ = std::vector<Slot>(1024);
  std::uint32_t generation_ = 1, size_ = 1;
};

}  // namespace dsprep::ops::score

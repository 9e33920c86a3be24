// HashSet: strings known by their hash, for word lists: built once, asked by all workers.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/hash.h"

namespace dsprep::base {

// Holds XXH3-64 hashes, not the strings: a string that is not in a list of n is taken for one of it in n of 2^64 cases.
class HashSet {
 public:
  HashSet() : slots_(16) {}

  void insert(std::uint64_t hash) {
    if (hash == 0) {
      has_zero_ = true;
      return;
    }
    if ((used_ + 1) * 4 > slots_.size()) grow();  // a quarter full: nearly every question is one look
    std::uint64_t& slot = find(hash);
    used_ += slot == 0;
    slot = hash;
  }
  void insert(std::string_view text) { insert(hash64(text)); }

  bool contains(std::uint64_t hash) const {
    if (hash == 0) return has_zero_;
    const std::size_t mask = slots_.size() - 1;
    for (std::size_t i = hash & mask;; i = (i + 1) & mask) {
      if (slots_[i] == hash) return true;
      if (slots_[i] == 0) return false;
    }
  }
  bool contains(std::string_view text) const { return contains(hash64(text)); }

  std::size_t size() const { return used_ + has_zero_; }
  bool empty() const { return size() == 0; }

 private:
  std::uint64_t& find(std::uint64_t hash) {
    const std::size_t mask = slots_.size() - 1;
    std::size_t i = hash & mask;
    while (slots_[i] != 0 && slots_[i] != hash) i = (i + 1) & mask;
    return slots_[i];
  }
  void grow() {
    std::vector<std::uint64_t> old(slots_.size() * 2);
    old.swap(slots_);
    for (const std::uint64_t hash : old)
      if (hash != 0) find(hash) = hash;
  }

  std::vector<std::uint64_t> slots_;  // 0: free
  std::size_t used_ = 0;
  bool has_zero_ = false;
};

}  // namespace dsprep::base

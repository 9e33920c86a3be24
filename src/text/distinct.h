// Distinct: numbers for texts, so that equal texts have equal numbers. Exact: a hash finds, the bytes decide.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/hash.h"

namespace dsprep::text {

// Memory grows with the distinct texts, not with all. Storage is kept from use to use, unless a giant has passed.
class Distinct {
 public:
  void clear();
  // The number of `text`: from 0, in the order of first appearance. `text` must live until clear().
  std::uint32_t number(std::string_view text) { return number(text, base::hash64(text)); }
  std::uint32_t number(std::string_view text, std::uint64_t hash) {   // REQUIRES hash == base::hash64(text)
    for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
      const std::uint32_t slot = slots_[at];
      if (slot == empty) return add(text, hash, at);
      const Entry& entry = entries_[slot];
      if (entry.hash == hash && entry.text == text) return slot;
    }
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(entries_.size()); }

 private:
  static constexpr std::uint32_t empty = 0xffffffff;
  struct Entry {
    std::uint64_t hash;
    std::string_view text;
  };
  std::uint32_t add(std::string_view text, std::uint64_t hash, std::size_t at);

  std::vector<Entry> entries_;
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(first_slots, empty);
  std::size_t mask_ = first_slots - 1;
  static constexpr std::size_t first_slots = 1024;
};

}  // namespace dsprep::text

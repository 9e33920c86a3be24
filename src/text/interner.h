// Interner: gives texts numbers so that equal texts have equal numbers (string interning). Exact: a hash finds a
// candidate, the bytes decide.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "text/pack8.h"

namespace dsprep::text {

// Memory grows with the distinct texts, not with all. Storage is kept from use to use, unless a giant has passed.
class Interner {
 public:
  void clear();
  // The number of `text`: from 0, in the order of first appearance. `text` must live until clear().
  std::uint32_t number(std::string_view text) { return number_of(text, hash(text, 0, text.size())); }
  // The same of `size` bytes at text[begin], which is faster for short ones.
  std::uint32_t number(std::string_view text, std::size_t begin, std::size_t size) {
    return number_of(text.substr(begin, size), hash(text, begin, size));
  }
  std::uint32_t size() const { return static_cast<std::uint32_t>(entries_.size()); }

 private:
  static constexpr std::size_t short_size = 8;
  // Of different short texts of one size, hashes differ: each step can be undone.
  static std::uint64_t hash(std::string_view text, std::size_t begin, std::size_t size) {
    if (size > short_size) return base::hash64(text.substr(begin, size));
    const std::uint64_t product = pack8(text, begin, size) * 0x9e3779b97f4a7c15ull;
    return product ^ product >> 32;
  }
  std::uint32_t number_of(std::string_view text, std::uint64_t hash) {
    for (std::size_t at = hash & mask_;; at = (at + 1) & mask_) {
      const std::uint32_t slot = slots_[at];
      if (slot == empty) return add(text, hash, at);
      const Entry& entry = entries_[slot];
      if (entry.hash == hash && entry.text.size() == text.size() && (text.size() <= short_size || entry.text == text))
        return slot;
    }
  }

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

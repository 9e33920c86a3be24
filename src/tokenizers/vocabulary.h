// Vocabulary: tokens by their bytes, and back.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"

namespace dsprep::tokenizers {

// Filled once, then asked by all workers. Open addressing over an arena: a look-up is one hash and mostly one slot.
class Vocabulary {
 public:
  // Of equal tokens the last one counts, as in the libraries whose files these are.
  void add(std::string_view token, std::uint32_t id) {
    if ((used_ + 1) * 2 > slots_.size()) grow();
    const std::uint64_t hash = base::hash64(token);
    Slot& slot = slots_[place(token, hash)];
    if (slot.size == free_size) {
      slot = {static_cast<std::uint32_t>(hash >> 32), static_cast<std::uint32_t>(arena_.size()),
              static_cast<std::uint32_t>(token.size()), id};
      arena_ += token;
      ++used_;
    }
    slot.id = id;
    if (id >= ids_) ids_ = id + 1;
    if (token.size() > longest_) longest_ = token.size();
  }

  std::optional<std::uint32_t> find(std::string_view token) const {
    if (token.size() > longest_ || slots_.empty()) return std::nullopt;
    const Slot& slot = slots_[place(token, base::hash64(token))];
    if (slot.size == free_size) return std::nullopt;
    return slot.id;
  }

  // Calls visit(token, id) for each.
  template <class Visit>
  void each(Visit visit) const {
    for (const Slot& slot : slots_)
      if (slot.size != free_size) visit(std::string_view(arena_).substr(slot.begin, slot.size), slot.id);
  }

  std::size_t size() const { return used_; }
  std::size_t longest() const { return longest_; }  // bytes
  std::uint32_t ids() const { return ids_; }        // every id is below it

 private:
  static constexpr std::uint32_t free_size = UINT32_MAX;
  struct Slot {
    std::uint32_t tag = 0, begin = 0, size = free_size, id = 0;
  };

  std::size_t place(std::string_view token, std::uint64_t hash) const {
    const std::size_t mask = slots_.size() - 1;
    const auto tag = static_cast<std::uint32_t>(hash >> 32);
    std::size_t i = hash & mask;
    for (; slots_[i].size != free_size; i = (i + 1) & mask)
      if (slots_[i].tag == tag && std::string_view(arena_).substr(slots_[i].begin, slots_[i].size) == token) break;
    return i;
  }

  void grow() {
    std::vector<Slot> old(slots_.empty() ? 1024 : slots_.size() * 2);
    old.swap(slots_);
    for (const Slot& slot : old) {
      if (slot.size == free_size) continue;
      const std::string_view token = std::string_view(arena_).substr(slot.begin, slot.size);
      slots_[place(token, base::hash64(token))] = slot;
    }
  }

  std::string arena_;
  std::vector<Slot> slots_;
  std::size_t used_ = 0, longest_ = 0;
  std::uint32_t ids_ = 0;
};

}  // namespace dsprep::tokenizers

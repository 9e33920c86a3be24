// Arena: byte strings in memory, waiting to be sorted. For src/spill only.
//
// A block holds records one behind the other, each after its size (4 bytes, little-endian): the same form they have in
// runs and in saved state, so that whole blocks can be handed on. The table that sorting needs is made only then; its
// size is accounted for from the start.
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <cstring>
#include <memory>
#include <string_view>
#include <vector>

#include "spill/workspace.h"

namespace dsprep::spill {

inline constexpr std::size_t length_size = sizeof(std::uint32_t);
static_assert(std::endian::native == std::endian::little, "sizes are copied as they lie in memory");

// The record whose size stands at `at`.
inline std::string_view record_at(const char* at) {
  std::uint32_t size;
  std::memcpy(&size, at, length_size);
  return {at + length_size, size};
}

// The first 8 bytes as a number that compares as they do, zeros where the record is shorter.
inline std::uint64_t prefix_of(std::string_view record) {
  unsigned char bytes[8] = {};
  std::memcpy(bytes, record.data(), record.size() < 8 ? record.size() : 8);
  std::uint64_t prefix = 0;
  for (const unsigned char byte : bytes) prefix = prefix << 8 | byte;
  return prefix;
}

// The order of records whose prefixes are equal.
inline bool less_behind_prefix(std::string_view a, std::string_view b) {
  const std::size_t both = a.size() < b.size() ? a.size() : b.size();
  if (both > 8) {
    const int order = std::memcmp(a.data() + 8, b.data() + 8, both - 8);
    if (order != 0) return order < 0;
  }
  return a.size() < b.size();
}

// Not thread-safe.
class Arena {
 public:
  struct Entry {
    std::uint64_t prefix;
    const char* at;  // of its size, in a block
  };

  explicit Arena(Workspace& workspace) : held_(workspace) {}

  // True where memory was taken for it: time to look at the budget.
  bool add(std::string_view record);  // REQUIRES at most 2^32 - 1 bytes
  void absorb(Arena&& other);         // `other` is empty afterwards
  void clear(Workspace& workspace);

  std::uint64_t records() const { return records_; }
  std::uint64_t bytes() const { return bytes_; }  // of the records
  std::uint64_t held() const { return held_.bytes(); }
  std::size_t blocks() const { return blocks_.size(); }
  std::string_view block(std::size_t i) const { return {blocks_[i].bytes.get(), blocks_[i].used}; }

  // The records in order. Valid until the arena changes.
  std::vector<Entry> sorted() const;

 private:
  struct Block {
    std::unique_ptr<char[]> bytes;
    std::size_t size = 0, used = 0;
  };
  bool take_room(std::size_t bytes);

  MemoryReservation held_;
  std::vector<Block> blocks_;  // the last is being filled
  std::uint64_t records_ = 0, bytes_ = 0, entries_held_ = 0;
};

}  // namespace dsprep::spill

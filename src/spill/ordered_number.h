// Numbers in few bytes whose order as bytes is their order as numbers: for the keys of a Sorter that holds many small
// ones.
//
// Up to 247 a number is one byte; above that, 247 + n and its n bytes, big-endian, without leading zeros.
#pragma once

#include <bit>
#include <cassert>
#include <cstdint>
#include <string>
#include <string_view>

#include "dsprep/record.h"

namespace dsprep::spill {

inline void append_ordered(std::string& out, std::uint64_t value) {
  constexpr std::uint64_t largest_single = 247;
  if (value <= largest_single) {
    out += static_cast<char>(value);
    return;
  }
  const int bytes = (static_cast<int>(std::bit_width(value)) + 7) / 8;
  char coded[9];
  coded[0] = static_cast<char>(largest_single + static_cast<std::uint64_t>(bytes));
  for (int i = bytes; i > 0; --i, value >>= 8) coded[i] = static_cast<char>(value);
  out.append(coded, static_cast<std::size_t>(bytes) + 1);
}

// Takes a number off the front. REQUIRES one to stand there.
inline std::uint64_t take_ordered(std::string_view& bytes) {
  assert(!bytes.empty());
  const auto first = static_cast<unsigned char>(bytes[0]);
  const std::size_t size = first <= 247 ? 0 : first - 247u;
  assert(bytes.size() > size);
  std::uint64_t value = size == 0 ? first : 0;
  for (std::size_t i = 1; i <= size; ++i) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  bytes.remove_prefix(size + 1);
  return value;
}

// The same for a RecordId: 4 to 8 bytes for most, where record_key() takes 16.
inline void append_ordered(std::string& out, const RecordId& id) {
  append_ordered(out, id.shard);
  append_ordered(out, id.line);
  append_ordered(out, std::uint64_t{id.derived});
}

inline RecordId take_ordered_id(std::string_view& bytes) {
  RecordId id;
  id.shard = static_cast<std::uint32_t>(take_ordered(bytes));
  id.line = take_ordered(bytes);
  id.derived = static_cast<std::uint32_t>(take_ordered(bytes));
  return id;
}

}  // namespace dsprep::spill

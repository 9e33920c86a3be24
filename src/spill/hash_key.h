// A 128-bit hash as 16 bytes whose order, compared as unsigned bytes, is the order of the numbers: for Sorter and
// SortedTable.
#pragma once

#include <cstddef>
#include <string>

#include "base/hash128.h"
#include "spill/sorter.h"

namespace dsprep::spill {

inline constexpr std::size_t hash_key_size = 16;

inline void append_hash_key(std::string& out, const base::Hash128& hash) {
  append_be64(out, hash.high);
  append_be64(out, hash.low);
}

}  // namespace dsprep::spill

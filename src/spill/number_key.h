// A double as 8 bytes whose order, compared as unsigned bytes, is the order of the numbers: for Sorter.
#pragma once

#include <bit>
#include <cstdint>
#include <string>
#include <string_view>

#include "spill/sorter.h"

namespace dsprep::spill {

// REQUIRES no NaN. -0 is written as 0.
inline void append_number_key(std::string& out, double value) {
  const auto bits = std::bit_cast<std::uint64_t>(value == 0 ? 0.0 : value);
  constexpr std::uint64_t sign = std::uint64_t{1} << 63;
  append_be64(out, bits & sign ? ~bits : bits | sign);
}

inline double number_of_key(std::string_view key) {  // REQUIRES 8 bytes
  const std::uint64_t bits = read_be64(key);
  constexpr std::uint64_t sign = std::uint64_t{1} << 63;
  return std::bit_cast<double>(bits & sign ? bits ^ sign : ~bits);
}

}  // namespace dsprep::spill

// A hash of 128 bits.
#pragma once

#include <compare>
#include <cstdint>

namespace dsprep::base {

struct Hash128 {
  std::uint64_t high = 0, low = 0;
  auto operator<=>(const Hash128&) const = default;
};

}  // namespace dsprep::base

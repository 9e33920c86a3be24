// ratio: a share or a mean as a rule compares it with its limit.
#pragma once

#include <cstdint>

namespace dsprep::base {

// NaN where there is nothing to measure, 0 / 0: every limit lets that pass.
inline double ratio(std::uint64_t part, std::uint64_t whole) {
  return static_cast<double>(part) / static_cast<double>(whole);
}

}  // namespace dsprep::base

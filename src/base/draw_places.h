// Which of n places are edited: drawn, deterministically.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/rng.h"

namespace dsprep::base {

// Replaces `places` by those of 0 … n-1 that are drawn, each with probability `rate`, in order; where none is, by one
// of them: a copy without an edit would say nothing new. REQUIRES n > 0.
inline void draw_places(double rate, std::size_t n, Rng& rng, std::vector<std::uint32_t>& places) {
  places.clear();
  for (std::size_t i = 0; i < n; ++i)
    if (rng.uniform() < rate) places.push_back(static_cast<std::uint32_t>(i));
  if (places.empty()) places.push_back(static_cast<std::uint32_t>(rng.below(n)));
}

// Replaces `places` by `count` different ones of 0 … n-1, in order, all choices as likely (Floyd's algorithm). REQUIRES
// count <= n.
inline void draw_distinct(std::size_t count, std::size_t n, Rng& rng, std::vector<std::uint32_t>& places) {
  places.clear();
  for (std::size_t top = n - count; top < n; ++top) {
    const auto drawn = static_cast<std::uint32_t>(rng.below(top + 1));
    const auto at = std::lower_bound(places.begin(), places.end(), drawn);
    if (at == places.end() || *at != drawn) places.insert(at, drawn);
    else places.push_back(static_cast<std::uint32_t>(top));
  }
}

}  // namespace dsprep::base

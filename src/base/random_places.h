// Places drawn at random: which of n things to change, which to exchange.
#pragma once

#include <cstdint>
#include <numeric>
#include <span>
#include <utility>
#include <vector>

#include "base/rng.h"

namespace dsprep::base {

// Marks `count` of `places` with 1, the others with 0; each set of them with the same probability. `order`: scratch.
// REQUIRES count <= places.
inline void draw_places(std::size_t places, std::uint64_t count, Rng& rng, std::vector<std::uint32_t>& order,
                        std::vector<std::uint8_t>& drawn) {
  drawn.assign(places, 0);
  order.resize(places);
  std::iota(order.begin(), order.end(), 0u);
  for (std::size_t n = 0; n < count; ++n) {
    std::swap(order[n], order[n + rng.below(places - n)]);
    drawn[order[n]] = 1;
  }
}

// EDA's random swap, so many times: a place at random, and another; drawn again up to `again` times where it is the
// same one, then given up.
template <class T>
void swap_places(std::span<T> order, std::uint64_t swaps, Rng& rng, int again = 3) {
  if (order.size() < 2) return;
  for (; swaps > 0; --swaps) {
    const std::uint64_t i = rng.below(order.size());
    std::uint64_t j = rng.below(order.size());
    for (int tried = 0; j == i && tried < again; ++tried) j = rng.below(order.size());
    std::swap(order[i], order[j]);
  }
}

}  // namespace dsprep::base

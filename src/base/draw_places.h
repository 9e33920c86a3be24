// Which of n places are edited: drawn, deterministically.
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "base/rng.h"

namespace dsprep::base {

// Draws each of n places with the same probability: from one to the next that is drawn in one step, whose length is
// found in a table. Nothing but products of doubles goes into it, so it is equal on every machine.
class PlaceDraws {
 public:
  explicit PlaceDraws(double rate) {
    double none = 1;
    for (double& left : left_) left = none *= 1 - rate;
    for (std::size_t i = 0; i < steps; ++i) {
      const double end = static_cast<double>(i + 1) / steps;
      first_[i] = static_cast<std::uint8_t>(
          std::partition_point(left_.begin(), left_.end(), [&](double left) { return left >= end; }) - left_.begin());
    }
  }

  // Replaces `places` by those of 0 … n-1 that are drawn, in order; where none is, by one of them: a copy without an
  // edit would say nothing new. REQUIRES n > 0.
  void draw(std::size_t n, Rng& rng, std::vector<std::uint32_t>& places) const {
    places.clear();
    for (std::size_t at = skip(rng, n); at < n; at += 1 + skip(rng, n))
      places.push_back(static_cast<std::uint32_t>(at));
    if (places.empty()) places.push_back(static_cast<std::uint32_t>(rng.below(n)));
  }

 private:
  static constexpr std::size_t steps = 64;

  // How many places are passed over before one is drawn; n or more where that is not among the next n.
  std::size_t skip(Rng& rng, std::size_t n) const {
    for (std::size_t skipped = 0;; skipped += steps) {
      const double u = rng.uniform();
      if (u < left_.back() && skipped < n) continue;
      std::size_t passed = first_[static_cast<std::size_t>(u * steps)];
      while (passed < steps && u < left_[passed]) ++passed;
      return skipped + passed;
    }
  }

  std::array<double, steps> left_;         // the probability that the first place, the first two, … are not drawn
  std::array<std::uint8_t, steps> first_;  // by u * steps: how many are passed over at least
};

// Replaces `places` by `count` different ones of 0 … n-1, in order, all choices as likely (Knuth's algorithm S).
// REQUIRES count <= n.
inline void draw_distinct(std::size_t count, std::size_t n, Rng& rng, std::vector<std::uint32_t>& places) {
  places.clear();
  for (std::size_t i = 0; places.size() < count; ++i)
    if (rng.below(n - i) < count - places.size()) places.push_back(static_cast<std::uint32_t>(i));
}

}  // namespace dsprep::base

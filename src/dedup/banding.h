// Banding: bands × rows of a MinHash signature, and which pairs they find. Two sets with similarity s agree in a place
// of their signatures with probability s, so in a band of `rows` places with s^rows, and in at least one of `bands`
// with 1 - (1 - s^rows)^bands.
#pragma once

#include <cmath>
#include <cstddef>

namespace dsprep::dedup {

struct Banding {
  std::size_t bands = 0, rows = 0;

  std::size_t permutations() const { return bands * rows; }
  double chance(double similarity) const {
    return 1 - std::pow(1 - std::pow(similarity, static_cast<double>(rows)), static_cast<double>(bands));
  }
  // A similarity that makes this share of the bands likely: chance() turned around, for one band.
  double similarity_of(double share_of_bands) const {
    return std::pow(share_of_bands, 1.0 / static_cast<double>(rows));
  }

  // The most rows, and so the fewest candidates, with which at most 112 permutations still find 97.5 % of pairs at the
  // threshold.
  static Banding for_threshold(double threshold) {
    constexpr std::size_t most = 112;
    constexpr double wanted = 0.975;
    Banding best{most, 1};
    for (std::size_t rows = 2; rows <= most; ++rows)
      if (const Banding banding{most / rows, rows}; banding.chance(threshold) >= wanted) best = banding;
    return best;
  }
};

}  // namespace dsprep::dedup

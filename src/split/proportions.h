// Proportions: how much is drawn of each of several sources or classes, by weights, when there is only so much of each.
//
// The same on every machine: of doubles only sums, products and quotients, and the logarithm of base/portable_math.h.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <vector>

namespace dsprep::split {

inline constexpr std::uint64_t no_limit = std::numeric_limits<std::uint64_t>::max();

// In proportion to min(size, cap)^(1/temperature): 1 is in proportion to the sizes, and the higher, the more even (mT5;
// Xue et al. 2021).
std::vector<double> temperature_weights(const std::vector<std::uint64_t>& sizes, double temperature,
                                        std::optional<double> cap);

// `total` divided by `weights`, by largest remainder (the earlier on a tie), none more than `most`. REQUIRES weights ≥
// 0, not all 0, and that each one's quota is within `most` but for rounding.
std::vector<std::uint64_t> in_proportion(std::uint64_t total, const std::vector<double>& weights,
                                         const std::vector<std::uint64_t>& most);

// The same where that need not be so: of what has too little all is taken, and the others share the rest by their
// weights. With equal weights this is UniMax (Chung et al. 2023, algorithm 1). Where there is not enough in all, all.
std::vector<std::uint64_t> fill(std::uint64_t total, const std::vector<double>& weights,
                                const std::vector<std::uint64_t>& most);

// The largest total of which, rounded to whole numbers, each one gets no more than `most`; the smallest of which each
// one gets no less than `least`: the quotas may be off by less than one. What has no weight does not count. REQUIRES
// weights ≥ 0, not all 0.
std::uint64_t largest_total(const std::vector<double>& weights, const std::vector<std::uint64_t>& most);
std::uint64_t smallest_total(const std::vector<double>& weights, const std::vector<std::uint64_t>& least);

}  // namespace dsprep::split

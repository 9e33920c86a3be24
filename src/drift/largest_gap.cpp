#include "drift/largest_gap.h"

#include <cmath>
#include <numbers>
#include <vector>

namespace dsprep::drift {

double LargestGap::statistic() const {
  if (first_ == 0 || second_ == 0) return 0;
  return static_cast<double>(gap_) / (static_cast<double>(first_) * static_cast<double>(second_));
}

double LargestGap::p_value() const {
  if (gap_ == 0 || first_ == 0 || second_ == 0) return 1;
  if (counted_out()) return counted_p();
  const double m = static_cast<double>(first_), n = static_cast<double>(second_);
  return kolmogorov_survival(statistic() * std::sqrt(m * n / (m + n)));
}

// Of the ways through a lattice of first × second steps, all equally likely, the share of those that never come as far
// from the diagonal as the gap; a point's share is made from those of its two predecessors (Hodges 1958).
double LargestGap::counted_p() const {
  std::vector<double> inside(second_ + 1);
  const auto within = [this](std::uint64_t i, std::uint64_t j) {
    const std::uint64_t a = i * second_, b = j * first_;
    return (a > b ? a - b : b - a) < gap_;
  };
  for (std::uint64_t j = 0; j <= second_; ++j) inside[j] = within(0, j) && (j == 0 || inside[j - 1] > 0) ? 1 : 0;
  for (std::uint64_t i = 1; i <= first_; ++i) {
    // The share of the paths to (i, j) that come from (i−1, j) is i / (i + j).
    if (!within(i, 0)) inside[0] = 0;
    for (std::uint64_t j = 1; j <= second_; ++j) {
      const double from_below = static_cast<double>(i) / static_cast<double>(i + j);
      inside[j] = within(i, j) ? from_below * inside[j] + (1 - from_below) * inside[j - 1] : 0;
    }
  }
  return std::clamp(1 - inside[second_], 0.0, 1.0);
}

double kolmogorov_survival(double z) {
  if (!(z > 0)) return 1;
  constexpr double pi = std::numbers::pi;
  if (z < 1) {
    double sum = 0;
    for (int k = 1; k <= 9; k += 2) sum += std::exp(-k * k * pi * pi / (8 * z * z));
    return 1 - std::sqrt(2 * pi) / z * sum;
  }
  double sum = 0;
  for (int k = 1; k <= 12; ++k) sum += (k % 2 == 1 ? 2 : -2) * std::exp(-2.0 * k * k * z * z);
  return sum;
}

}  // namespace dsprep::drift

// LargestGap: the two-sample Kolmogorov-Smirnov test: the largest gap between two cumulative distributions.
//
// Whole numbers throughout, so that the statistic is exact, whatever the sizes.
#pragma once

#include <algorithm>
#include <cstdint>

namespace dsprep::drift {

class LargestGap {
 public:
  LargestGap(std::uint64_t first, std::uint64_t second) : first_(first), second_(second) {}  // how many values each has

  // So many values of each are not above some value; called with every value that occurs, ascending. REQUIRES less than
  // 2^63 pairs of values.
  void see(std::uint64_t first, std::uint64_t second) {
    const std::uint64_t a = first * second_, b = second * first_;
    gap_ = std::max(gap_, a > b ? a - b : b - a);
  }

  // 0 to 1; 0 where one side has nothing.
  double statistic() const;
  // The probability of at least that gap between two samples of one continuous distribution. Counted out (paths in a
  // lattice) up to `most_paths` pairs of values, else by Kolmogorov's limit.
  double p_value() const;
  bool counted_out() const { return first_ != 0 && second_ <= most_paths / first_; }

 private:
  static constexpr std::uint64_t most_paths = 10'000'000;
  double counted_p() const;

  std::uint64_t first_, second_, gap_ = 0;  // the gap times first times second
};

// P(K ≥ z) of Kolmogorov's distribution.
double kolmogorov_survival(double z);

}  // namespace dsprep::drift

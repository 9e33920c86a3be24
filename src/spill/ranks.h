// Ranks: quantiles of numbers that come in order, by linear interpolation between ranks (R's type 7, NumPy's default).
#pragma once

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <vector>

namespace dsprep::spill {

// REQUIRES count > 0, quantiles of 0 to 1, and then see() for each of the `count` numbers, the smallest first.
class Ranks {
 public:
  Ranks(std::uint64_t count, std::initializer_list<double> quantiles) {
    for (const double q : quantiles) {
      const double at = q * static_cast<double>(count - 1);
      wanted_.push_back({static_cast<std::uint64_t>(at), at - std::floor(at), 0, 0});
    }
  }
  void see(double value) {
    for (Wanted& w : wanted_) {
      if (seen_ == w.rank) w.value = w.next = value;
      if (seen_ == w.rank + 1) w.next = value;
    }
    ++seen_;
  }
  double value(std::size_t i) const {
    const Wanted& w = wanted_[i];
    return w.value == w.next ? w.value : w.value + (w.next - w.value) * w.fraction;
  }

 private:
  struct Wanted {
    std::uint64_t rank;
    double fraction, value, next;
  };
  std::vector<Wanted> wanted_;
  std::uint64_t seen_ = 0;
};

}  // namespace dsprep::spill

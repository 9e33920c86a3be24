#include "drift/number_drift.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace dsprep::drift {

NumberDrift::NumberDrift(std::uint64_t reference, std::uint64_t current)
    : sides_{{reference}, {current}}, gap_(reference, current) {}

void NumberDrift::add(double value, bool current) {
  if (any_ && value != value_) {
    close_value();
    if (both()) {
      const double f = static_cast<double>(sides_[0].seen) / static_cast<double>(sides_[0].values);
      const double g = static_cast<double>(sides_[1].seen) / static_cast<double>(sides_[1].values);
      // Compensated (Neumaier): terms may be many and small.
      const double term = std::fabs(f - g) * (value - value_), sum = distance_ + term;
      distance_rest_ += distance_ >= term ? (distance_ - sum) + term : (term - sum) + distance_;
      distance_ = sum;
    }
  }
  if (!any_) first_ = value;
  any_ = true;
  value_ = value;
  ++sides_[current ? 1 : 0].at_value;
}

void NumberDrift::finish() {
  if (any_) close_value();
  close_bin(std::numeric_limits<double>::infinity(), false);
  distance_ += distance_rest_;
}

void NumberDrift::close_value() {
  Side& reference = sides_[0];
  const bool smallest = reference.seen == 0 && reference.at_value != 0;
  for (Side& side : sides_) {
    if (side.at_value == 0) continue;
    const double times = static_cast<double>(side.at_value), before = static_cast<double>(side.seen);
    side.seen += side.at_value;
    const double off = (value_ - first_) - side.mean, all = before + times;
    side.mean += off * (times / all);
    side.squares += off * off * (before * times / all);
  }
  gap_.see(reference.seen, sides_[1].seen);
  if (smallest && reference.at_value >= next_rank() && open_.current != 0) close_bin(value_, true);
  open_.reference += reference.at_value;
  open_.current += sides_[1].at_value;
  for (Side& side : sides_) side.at_value = 0;
  if (reference.values == 0 || decile_ > 9 || reference.seen < next_rank()) return;
  close_bin(value_, false);
  while (decile_ <= 9 && reference.seen >= next_rank()) ++decile_;
}

void NumberDrift::close_bin(double edge, bool below) {
  if (open_.reference == 0 && open_.current == 0) return;
  bins_.push_back({edge, below, open_});
  open_ = {};
}

double NumberDrift::wasserstein_over_deviation() const {
  if (!both()) return undefined;
  const double deviation = std::sqrt(sides_[0].squares / static_cast<double>(sides_[0].values));
  return distance_ / std::max(deviation, 0.001);
}

Measures NumberDrift::measures() const {
  std::vector<Cell> cells;
  for (const Bin& bin : bins_) cells.push_back(bin.cell);
  return measure(cells);
}

}  // namespace dsprep::drift

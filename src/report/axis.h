// A value axis: where the ticks stand and where a value lands.
#pragma once

#include <optional>
#include <vector>

namespace dsprep::report {

struct Axis {
  double low = 0, high = 1;   // of the axis: round numbers
  std::vector<double> ticks;  // ascending, from low to high
  // 0 at low, 1 at high.
  double place(double value) const { return (value - low) / (high - low); }
};

// An axis of about `wanted` steps of 1, 2 or 5 times a power of ten that covers [low, high]. Nothing where the range is
// beyond what doubles can divide.
std::optional<Axis> axis_over(double low, double high, int wanted);

}  // namespace dsprep::report

#include "report/axis.h"

#include <cmath>

namespace dsprep::report {
namespace {

// The smallest 1, 2 or 5 times a power of ten that is at least `width`. Multiplies and divides only: the same
// everywhere.
double round_step(double width) {
  double power = 1;
  while (power * 10 <= width) power *= 10;
  while (power > width) power /= 10;
  for (const double factor : {1.0, 2.0, 5.0, 10.0})
    if (power * factor >= width) return power * factor;
  return power * 10;
}

}  // namespace

std::optional<Axis> axis_over(double low, double high, int wanted) {
  constexpr double tiny = 1e-290, huge = 1e290;
  if (!(std::fabs(low) < huge) || !(std::fabs(high) < huge) || low > high) return std::nullopt;
  if (low == high) {
    low = std::fmin(low, 0);
    high = std::fmax(high, 0);
    if (low == high) high = 1;
  }
  const double width = (high - low) / wanted;
  if (!(width > tiny)) return std::nullopt;
  const double step = round_step(width);
  const double first = std::floor(low / step), last = std::ceil(high / step);
  // Far from zero a step can be lost in the value's last digits.
  if (last - first > 4.0 * wanted || (first + 1) * step == first * step || std::fabs(last) > 1e15) return std::nullopt;
  Axis axis;
  axis.low = first * step;
  axis.high = last * step;
  for (double i = first; i <= last; ++i) axis.ticks.push_back(i * step);
  return axis;
}

}  // namespace dsprep::report

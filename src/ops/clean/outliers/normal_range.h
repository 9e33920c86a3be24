// NormalRange: which values of a dataset are normal, and how far another lies from them: quartile ranges (Tukey's
// fences), standard deviations from the mean, or median absolute deviations from the median.
#pragma once

#include <cstdint>
#include <limits>

#include "dsprep/op.h"
#include "spill/exact_sum.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::ops::outliers {

enum class Method { iqr, zscore, mad };
enum class Side { both, low, high };

// From `low` to `high` all is normal; distances beyond are in `unit`s.
struct NormalRange {
  static constexpr double nan = std::numeric_limits<double>::quiet_NaN();
  double low = nan, high = nan, unit = nan;

  // 0 for a normal value. NaN where there is no spread to measure by.
  double distance(double value, Side side) const;

  // Of all `values` (spill/number_key.h), of which `finite` are not infinite and have the sum `sum`. Exact, in bounded
  // memory. The values are gone afterwards.
  static Result<NormalRange> of(spill::Sorter& values, std::uint64_t finite, const spill::ExactSum& sum, Method method,
                                spill::Workspace& workspace, Decider& decider);
};

}  // namespace dsprep::ops::outliers

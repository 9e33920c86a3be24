#include "ops/clean/outliers/normal_range.h"

#include <cmath>
#include <string>
#include <string_view>

#include "spill/number_key.h"
#include "spill/ranks.h"
#include "spill/scan.h"

namespace dsprep::ops::outliers {
namespace {

constexpr double normal_quartile = 0.6745;  // Iglewicz and Hoaglin's constant

template <class See>
Status scan_numbers(spill::Sorter& values, Decider& decider, const See& see) {
  return spill::scan(values, decider, "looking for outliers",
                     [&](std::string_view key) { return see(spill::number_of_key(key)); });
}

Result<NormalRange> by_quartiles(spill::Sorter& values, Decider& decider) {
  spill::Ranks quartiles(values.records(), {0.25, 0.75});
  DSPREP_CHECK(scan_numbers(values, decider, [&](double x) -> Status {
    quartiles.see(x);
    return {};
  }));
  return NormalRange{quartiles.value(0), quartiles.value(1), quartiles.value(1) - quartiles.value(0)};
}

Result<NormalRange> by_deviation(spill::Sorter& values, std::uint64_t finite, const spill::ExactSum& sum,
                                 Decider& decider) {
  const double mean = sum.value() / static_cast<double>(finite);
  spill::ExactSum squares;
  DSPREP_CHECK(scan_numbers(values, decider, [&](double x) -> Status {
    if (std::isfinite(x)) squares.add((x - mean) * (x - mean));
    return {};
  }));
  return NormalRange{mean, mean, std::sqrt(squares.value() / static_cast<double>(finite))};
}

// The values are read twice: for their median, then for that of the distances from it.
Result<NormalRange> by_median(spill::Sorter& values, spill::Workspace& workspace, Decider& decider) {
  const std::uint64_t count = values.records();
  spill::Ranks median(count, {0.5});
  spill::Sorter again(workspace), deviations(workspace);
  std::string key;
  DSPREP_CHECK(scan_numbers(values, decider, [&](double x) {
    median.see(x);
    key.clear();
    spill::append_number_key(key, x);
    return again.add(key);
  }));
  const double middle = median.value(0);
  DSPREP_CHECK(scan_numbers(again, decider, [&](double x) {
    const double deviation = x == middle ? 0 : std::abs(x - middle);  // the same infinity is no distance
    key.clear();
    spill::append_number_key(key, std::isnan(deviation) ? std::numeric_limits<double>::infinity() : deviation);
    return deviations.add(key);
  }));
  spill::Ranks spread(count, {0.5});
  DSPREP_CHECK(scan_numbers(deviations, decider, [&](double x) -> Status {
    spread.see(x);
    return {};
  }));
  return NormalRange{middle, middle, spread.value(0) / normal_quartile};
}

}  // namespace

double NormalRange::distance(double value, Side side) const {
  if (!(unit > 0) || std::isinf(unit)) return nan;
  if (value > high) return side == Side::low ? 0 : (value - high) / unit;
  if (value < low) return side == Side::high ? 0 : (low - value) / unit;
  return value == value ? 0 : nan;
}

Result<NormalRange> NormalRange::of(spill::Sorter& values, std::uint64_t finite, const spill::ExactSum& sum,
                                    Method method, spill::Workspace& workspace, Decider& decider) {
  if (values.records() == 0) return NormalRange{};
  switch (method) {
    case Method::iqr: return by_quartiles(values, decider);
    case Method::zscore: return by_deviation(values, finite, sum, decider);
    case Method::mad: break;
  }
  return by_median(values, workspace, decider);
}

}  // namespace dsprep::ops::outliers

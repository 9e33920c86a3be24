#include "ops/clean/outliers/normal_range.h"

#include <cmath>
#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "spill/number_key.h"
#include "spill/scan.h"

namespace dsprep::ops::outliers {
namespace {

constexpr double normal_quartile = 0.6745;  // Iglewicz and Hoaglin's constant

// Quantiles of values that come in order: linear interpolation between ranks (R's type 7, NumPy's default).
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

template <class See>
Status scan_numbers(spill::Sorter& values, Decider& decider, const See& see) {
  return spill::scan(values, decider, "looking for outliers",
                     [&](std::string_view key) { return see(spill::number_of_key(key)); });
}

Result<NormalRange> by_quartiles(spill::Sorter& values, Decider& decider) {
  Ranks quartiles(values.records(), {0.25, 0.75});
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
  Ranks median(count, {0.5});
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
  Ranks spread(count, {0.5});
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

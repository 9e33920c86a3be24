// Scaling: what was learned about the numbers of a field, how they are scaled by it, and the file it is saved in.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/binder.h"
#include "dsprep/result.h"
#include "ops/normalize/scale/numbers.h"

namespace dsprep::scale {

enum class Method : std::uint8_t { min_max, zscore, robust };
std::string_view name_of(Method method);

// What is known of a column: by min_max min and max, by zscore mean and variance (population), by robust three
// quantiles.
struct Column {
  std::uint64_t count = 0;  // 0: there was no number, and nothing else is known
  double min = 0, max = 0;
  double mean = 0, variance = 0;
  double median = 0, low = 0, high = 0;
};

struct Scaling {
  std::string field;
  Method method = Method::min_max;
  double low = 0, high = 1;                          // min_max: the range that comes out
  double low_quantile = 0.25, high_quantile = 0.75;  // robust
  bool by_element = false;
  Shape shape = one_column;
  std::vector<Column> columns;

  std::string json() const;  // equal ones give equal bytes
  static Result<Scaling> read(const ResourceFile& file);
};

// The arithmetic is scikit-learn's (MinMaxScaler, StandardScaler, RobustScaler), operation by operation: that of a
// shorter formula would round otherwise.
class ColumnScale {
 public:
  ColumnScale(const Scaling& scaling, const Column& column);
  double scaled(double x) const;  // infinite or NaN where it is beyond a double
  bool seen(double x) const { return x >= min_ && x <= max_; }
  bool known() const { return known_; }
  bool constant() const { return constant_; }

 private:
  bool known_, constant_ = false, multiplies_;
  double min_, max_, low_, high_;
  double factor_ = 1, offset_ = 0;  // min_max: x × factor + offset; else (x - offset) / factor
};

}  // namespace dsprep::scale

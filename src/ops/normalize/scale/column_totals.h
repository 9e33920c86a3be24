// ColumnTotals: count, smallest, largest and exact sum of each column, for each shape that records have.
#pragma once

#include <cstdint>
#include <limits>
#include <map>
#include <vector>

#include "dsprep/op.h"
#include "ops/normalize/scale/numbers.h"
#include "spill/exact_sum.h"

namespace dsprep::scale {

class ColumnTotals {
 public:
  struct Column {
    std::uint64_t count = 0;
    double min = std::numeric_limits<double>::infinity(), max = -std::numeric_limits<double>::infinity();
  };
  struct Columns {
    std::uint64_t records = 0;
    std::vector<Column> columns;
    std::vector<spill::ExactSum> sums;  // empty where they are not asked for
  };

  // An error where there are too many shapes to hold.
  Status add(Shape shape, const std::vector<double>& values, bool with_sums);
  Status merge(ColumnTotals&& next);
  Status save(ByteSink& sink) const;
  Status load(ByteSource& source);

  const std::map<Shape, Columns>& shapes() const { return shapes_; }
  // What most records have; of equally many the one with fewer numbers. Null where there are no records.
  const std::pair<const Shape, Columns>* most() const;

 private:
  static constexpr std::size_t most_shapes = 16;
  Status check() const;
  std::map<Shape, Columns> shapes_;
};

}  // namespace dsprep::scale

#include "ops/normalize/scale/scaling_table.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>

namespace dsprep::scale {
namespace {

constexpr std::size_t most_rows = 1000;

}  // namespace

Finding table_of(const Scaling& scaling) {
  Finding table{.id = "columns", .title = "What was fitted"};
  table.columns = {"column", {"numbers", dsprep::Column::Kind::count}, "smallest", "largest"};
  if (scaling.method == Method::zscore) table.columns.insert(table.columns.end(), {"mean", "standard deviation"});
  if (scaling.method == Method::robust)
    table.columns.insert(table.columns.end(), {"lower quantile", "median", "upper quantile"});
  for (std::size_t i = 0; i < std::min(scaling.columns.size(), most_rows); ++i) {
    const Column& column = scaling.columns[i];
    auto& row = table.rows.emplace_back();
    row.emplace_back(static_cast<std::int64_t>(i + 1));
    row.emplace_back(static_cast<std::int64_t>(column.count));
    for (const double number : {column.min, column.max}) row.emplace_back(number);
    if (scaling.method == Method::zscore)
      for (const double number : {column.mean, std::sqrt(column.variance)}) row.emplace_back(number);
    if (scaling.method == Method::robust)
      for (const double number : {column.low, column.median, column.high}) row.emplace_back(number);
  }
  return table;
}

}  // namespace dsprep::scale

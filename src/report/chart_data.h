// ChartData: the numbers of a Finding that its chart shows.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "dsprep/findings.h"

namespace dsprep::report {

// The cell as a number; nothing for text.
std::optional<double> number_of(const Finding::Cell& cell);
// True where every cell of the column that exists is a number, and there is one.
bool numeric_column(const Finding& finding, std::size_t column);
// The column a chart of one series is drawn of: the one called "value", else the first behind column 0 of numbers.
std::optional<std::size_t> value_column(const Finding& finding);
// The columns of its series: Finding::series, or what stands for it where that is empty. Only such as hold numbers.
std::vector<std::size_t> series_columns(const Finding& finding);

struct ChartData {
  static constexpr std::size_t most_series = 8;  // what can be told apart

  const Finding* finding = nullptr;
  std::vector<std::size_t> series;  // columns; at least one
  std::size_t series_left_out = 0;
  std::vector<std::string> labels;          // column 0 for people, by point
  std::vector<double> x;                    // column 0; NaN where it is no finite number
  bool ascending = true;                    // x is finite and grows
  std::vector<std::vector<double>> values;  // by series, by point; NaN: no point of this series

  std::size_t points() const { return labels.size(); }
  Column column(std::size_t series_index) const { return column_at(series[series_index]); }
  Column column_at(std::size_t index) const {
    return index < finding->columns.size() ? finding->columns[index] : Column("");
  }
};

// Rows in which some series has a finite number, `most_series` of the series at most. Nothing where there is no series
// or no such row.
std::optional<ChartData> chart_data(const Finding& finding, std::size_t most_series);

}  // namespace dsprep::report

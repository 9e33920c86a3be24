#include "report/chart_data.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <limits>
#include <variant>

#include "report/html.h"
#include "report/numbers.h"

namespace dsprep::report {
namespace {

constexpr double none = std::numeric_limits<double>::quiet_NaN();
constexpr std::size_t label_letters = 24;

bool of_several(Finding::Chart chart) {
  return chart == Finding::Chart::grouped_bars || chart == Finding::Chart::stacked_bars ||
         chart == Finding::Chart::heat_map;
}

// A finite number, or NaN.
double finite(const std::vector<Finding::Cell>& row, std::size_t column) {
  const std::optional<double> value = column < row.size() ? number_of(row[column]) : std::nullopt;
  return value && std::isfinite(*value) ? *value : none;
}

}  // namespace

std::optional<double> number_of(const Finding::Cell& cell) {
  if (const auto* number = std::get_if<double>(&cell)) return *number;
  if (const auto* integer = std::get_if<std::int64_t>(&cell)) return static_cast<double>(*integer);
  return std::nullopt;
}

bool numeric_column(const Finding& finding, std::size_t column) {
  bool any = false;
  for (const auto& row : finding.rows) {
    if (column >= row.size()) continue;
    if (!number_of(row[column])) return false;
    any = true;
  }
  return any;
}

std::optional<std::size_t> value_column(const Finding& finding) {
  for (std::size_t i = 1; i < finding.columns.size(); ++i)
    if (finding.columns[i].name == "value" && numeric_column(finding, i)) return i;
  for (std::size_t i = 1; i < finding.columns.size(); ++i)
    if (numeric_column(finding, i)) return i;
  return std::nullopt;
}

std::vector<std::size_t> series_columns(const Finding& finding) {
  std::vector<std::size_t> series;
  if (finding.series.empty() && !of_several(finding.chart)) {
    if (const auto column = value_column(finding)) series.push_back(*column);
    return series;
  }
  std::vector<std::size_t> asked = finding.series;
  if (asked.empty())
    for (std::size_t i = 1; i < finding.columns.size(); ++i)
      if (numeric_column(finding, i)) asked.push_back(i);
  for (const std::size_t column : asked)
    if (std::any_of(finding.rows.begin(), finding.rows.end(),
                    [&](const auto& row) { return column < row.size() && number_of(row[column]); }))
      series.push_back(column);
  return series;
}

std::optional<ChartData> chart_data(const Finding& finding, std::size_t most_series) {
  ChartData data;
  data.finding = &finding;
  data.series = series_columns(finding);
  if (data.series.size() > most_series) {
    data.series_left_out = data.series.size() - most_series;
    data.series.resize(most_series);
  }
  data.values.resize(data.series.size());
  const Column axis = data.column_at(0);
  for (const auto& row : finding.rows) {
    const auto has = [&](std::size_t column) { return !std::isnan(finite(row, column)); };
    if (row.empty() || std::none_of(data.series.begin(), data.series.end(), has)) continue;
    const double x = finite(row, 0);
    if (std::isnan(x) || (!data.x.empty() && !(x > data.x.back()))) data.ascending = false;
    data.x.push_back(x);
    data.labels.push_back(shortened(shown_cell(axis, row[0]), label_letters));
    for (std::size_t i = 0; i < data.series.size(); ++i) data.values[i].push_back(finite(row, data.series[i]));
  }
  if (data.points() == 0) return std::nullopt;
  return data;
}

}  // namespace dsprep::report

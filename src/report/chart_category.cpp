// Charts over categories, a row each: grouped and stacked bars, heat maps.
#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "report/axis.h"
#include "report/chart.h"
#include "report/chart_data.h"
#include "report/html.h"
#include "report/numbers.h"
#include "report/svg.h"

namespace dsprep::report {
namespace {

constexpr std::size_t most_categories = 40;
constexpr std::size_t most_bars = 160;
constexpr std::size_t most_heat_rows = 30;

// As much room at the left as the labels need.
double label_room(const ChartData& data, std::size_t categories, const Canvas& canvas) {
  double widest = 0;
  for (std::size_t i = 0; i < categories; ++i) widest = std::max(widest, label_width(data.labels[i]));
  return std::clamp(widest + 14, 58.0, canvas.width * 0.32);
}

std::string cut_to(const std::string& label, double room) {
  std::string cut = label;
  for (std::size_t letters = 23; letters > 1 && label_width(cut) > room; --letters) cut = shortened(label, letters);
  return cut;
}

std::string first_of(std::size_t shown, std::size_t all, const char* what) {
  return shown == all ? "" : "The first " + shown_count(shown) + " of " + shown_count(all) + " " + what + ".";
}

// The sum of what lies on each side of zero.
struct Extent {
  double low = 0, high = 0;
};

Extent extent_of(const ChartData& data, std::size_t categories, bool stacked) {
  Extent extent;
  for (std::size_t i = 0; i < categories; ++i) {
    Extent sum;
    for (const auto& series : data.values) {
      const double value = std::isnan(series[i]) ? 0 : series[i];
      if (!stacked) sum = {};
      (value < 0 ? sum.low : sum.high) += value;
      extent = {std::min(extent.low, sum.low), std::max(extent.high, sum.high)};
    }
  }
  return extent;
}

}  // namespace

bool append_category_bars(std::string& out, const ChartData& data, const Canvas& sheet, const std::string& id) {
  const bool stacked = data.finding->chart == Finding::Chart::stacked_bars;
  const std::size_t n =
      std::min({data.points(), most_categories, std::max<std::size_t>(1, most_bars / data.series.size())});
  const Extent extent = extent_of(data, n, stacked);
  const std::optional<Axis> axis = axis_over(extent.low, extent.high, is_narrow(sheet) ? 4 : 7);
  if (!axis) return false;

  const double bar = stacked ? 16 : data.series.size() <= 2 ? 12 : 9;
  const double slot = bar * (stacked ? 1 : static_cast<double>(data.series.size())) + 10;
  Canvas canvas = sheet;
  canvas.left = label_room(data, n, sheet);
  canvas.right = 20;
  canvas.top = 10;
  canvas.bottom = 34;
  canvas.height = canvas.top + canvas.bottom + slot * static_cast<double>(n);
  append_opening(out, data, canvas, id);
  append_x_axis(out, canvas, *axis, data.column(0), true);
  for (std::size_t i = 0; i < n; ++i) {
    const double y = canvas.top + slot * static_cast<double>(i) + 5;
    append_text(out, canvas.left - 8, y + (slot - 10) / 2 + 4, "end", "category",
                cut_to(data.labels[i], canvas.left - 14));
    Extent sum;
    for (std::size_t s = 0; s < data.series.size(); ++s) {
      const double value = data.values[s][i];
      if (std::isnan(value)) continue;
      if (!stacked) sum = {};
      double& base = value < 0 ? sum.low : sum.high;
      const double from = canvas.across(axis->place(base)), to = canvas.across(axis->place(base + value));
      base += value;
      const double size = value == 0 ? 0 : std::max(1.0, std::fabs(to - from));  // what is there is seen
      append_rect(out, value < 0 ? from - size : from, stacked ? y : y + bar * static_cast<double>(s), size,
                  stacked ? bar : bar - 1, "column" + series_class(data, s),
                  mark_title(data, data.labels[i], s, value));
    }
  }
  const double zero = canvas.across(axis->place(0));
  append_line(out, zero, canvas.top, zero, canvas.height - canvas.bottom, "base");
  if (data.series.size() == 1)
    append_text(out, canvas.width - canvas.right, canvas.height - 3, "end", "title",
                shortened(data.column(0).name, 60));
  append_closing(out, data, first_of(n, data.points(), "rows of the table"));
  return true;
}

bool append_heat_map(std::string& out, const ChartData& data, const Canvas& sheet, const std::string& id) {
  const std::size_t n = std::min(data.points(), most_heat_rows), columns = data.series.size();
  double strongest = 0;
  for (const auto& series : data.values)
    for (std::size_t i = 0; i < n; ++i)
      if (!std::isnan(series[i])) strongest = std::max(strongest, std::fabs(series[i]));
  if (n * columns < 2 || strongest == 0) return false;

  constexpr double cell_height = 26, widest_cell = 96, slant = 0.64;  // the sine of 40 degrees
  Canvas canvas = sheet;
  canvas.left = label_room(data, n, sheet);
  const double cell = std::min(widest_cell, canvas.plot_width() / static_cast<double>(columns));
  double widest = 0;
  for (std::size_t s = 0; s < columns; ++s) widest = std::max(widest, label_width(shortened(data.column(s).name, 24)));
  const bool slanted = widest > cell - 6;
  canvas.top = slanted ? std::min(120.0, widest * slant + 20) : 24;
  canvas.bottom = 6;
  canvas.height = canvas.top + canvas.bottom + cell_height * static_cast<double>(n);
  append_opening(out, data, canvas, id);
  for (std::size_t s = 0; s < columns; ++s) {
    const double x = canvas.left + cell * (static_cast<double>(s) + 0.5);
    const std::string label = cut_to(data.column(s).name, slanted ? 150 : cell);
    if (!slanted) {
      append_text(out, x, canvas.top - 8, "middle", "category", label);
      continue;
    }
    const std::string at = coordinate(x) + " " + coordinate(canvas.top - 6);
    out += "<g transform=\"translate(" + at + ") rotate(-40)\">";
    append_text(out, 0, 0, "start", "category", label);
    out += "</g>";
  }
  for (std::size_t i = 0; i < n; ++i) {
    const double y = canvas.top + cell_height * static_cast<double>(i);
    append_text(out, canvas.left - 8, y + cell_height / 2 + 4, "end", "category",
                cut_to(data.labels[i], canvas.left - 14));
    for (std::size_t s = 0; s < columns; ++s) {
      const double value = data.values[s][i];
      if (std::isnan(value)) continue;
      // What is there is seen.
      const double strength = value == 0 ? 0 : std::max(0.05, std::fabs(value) / strongest);
      const double x = canvas.left + cell * static_cast<double>(s);
      append_rect(
          out, x + 1, y + 1, cell - 2, cell_height - 2, value < 0 ? "heat minus" : "heat",
          data.labels[i] + " · " + shortened(data.column(s).name, 60) + ": " + shown_cell(data.column(s), value),
          " fill-opacity=\"" + coordinate(strength) + "\"");
      const std::string written = shown_on_axis(data.column(s), value);
      if (label_width(written) <= cell - 6)
        append_text(out, x + cell / 2, y + cell_height / 2 + 4, "middle", strength > 0.55 ? "on-heat" : "in-heat",
                    written);
    }
  }
  append_closing(out, data, first_of(n, data.points(), "rows of the table"));
  return true;
}

}  // namespace dsprep::report

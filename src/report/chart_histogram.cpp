#include <algorithm>
#include <cmath>
#include <optional>
#include <string>
#include <vector>

#include "report/axis.h"
#include "report/chart.h"
#include "report/chart_data.h"
#include "report/numbers.h"
#include "report/svg.h"

namespace dsprep::report {
namespace {

constexpr std::size_t most_columns = 120;  // neighbours are added up beyond that

// A column of the drawing: one bin, or several neighbours added up.
struct Bin {
  std::string label;           // below it
  std::string title;           // for the pointer
  std::vector<double> values;  // by series
};

// "5 – 8"; the last bin has no upper edge. What is no ascending number says itself where it begins and ends.
std::string range_of(const ChartData& data, std::size_t first, std::size_t end) {
  if (!data.ascending) return data.labels[first] + (end - first > 1 ? " … " + data.labels[end - 1] : "");
  return end < data.points() ? data.labels[first] + " – " + data.labels[end] : "from " + data.labels[first];
}

std::vector<Bin> bins_of(const ChartData& data, std::size_t stride) {
  std::vector<Bin> bins;
  for (std::size_t first = 0; first < data.points(); first += stride) {
    const std::size_t end = std::min(first + stride, data.points());
    Bin bin{data.ascending ? shown_on_axis(data.column_at(0), data.x[first]) : data.labels[first],
            range_of(data, first, end), std::vector<double>(data.series.size())};
    for (std::size_t s = 0; s < data.series.size(); ++s)
      for (std::size_t i = first; i < end; ++i)
        if (!std::isnan(data.values[s][i])) bin.values[s] += data.values[s][i];
    bins.push_back(std::move(bin));
  }
  return bins;
}

// Where a value of column 0 lies between the bins, 0 … 1: the bins are equally wide, whatever they hold.
double place_of(const ChartData& data, double value) {
  const auto above = std::upper_bound(data.x.begin(), data.x.end(), value);
  if (above == data.x.begin()) return value == data.x.front() ? 0 : -1;
  const auto i = static_cast<double>(above - data.x.begin() - 1);
  const double low = *(above - 1), high = above == data.x.end() ? low : *above;
  const double within = high > low ? (value - low) / (high - low) : value > low ? 1 : 0;
  return (i + within) / static_cast<double>(data.points());
}

}  // namespace

bool append_histogram(std::string& out, const ChartData& data, const Canvas& canvas, const std::string& id) {
  if (data.points() < 2) return false;
  const std::size_t stride = (data.points() + most_columns - 1) / most_columns;
  const std::vector<Bin> bins = bins_of(data, stride);
  double low = 0, high = 0;
  for (const Bin& bin : bins) {
    double below = 0, above = 0;
    for (const double value : bin.values) (value < 0 ? below : above) += value;
    low = std::min(low, below);
    high = std::max(high, above);
  }
  const std::optional<Axis> axis = axis_over(low, high, 4);
  if (!axis) return false;

  append_opening(out, data, canvas, id);
  append_value_axis(out, canvas, *axis, data.column(0));
  const double slot = canvas.plot_width() / static_cast<double>(bins.size());
  // A few columns are not blown up to walls.
  const double width = std::min(slot - std::min(3.0, slot * 0.16), 64.0);
  std::vector<double> middles;
  std::vector<std::string> labels;
  for (std::size_t i = 0; i < bins.size(); ++i) {
    middles.push_back((static_cast<double>(i) + 0.5) / static_cast<double>(bins.size()));
    labels.push_back(bins[i].label);
    double above = 0, below = 0;
    for (std::size_t s = 0; s < data.series.size(); ++s) {
      const double value = bins[i].values[s];
      double& base = value < 0 ? below : above;
      const double from = canvas.down(axis->place(base)), to = canvas.down(axis->place(base + value));
      base += value;
      if (value == 0 && data.series.size() > 1) continue;
      // What is there is seen: a column of at least one unit.
      const double size = value == 0 ? 0 : std::max(1.0, std::fabs(from - to));
      append_rect(out, canvas.across(middles.back()) - width / 2, value < 0 ? from : from - size, width, size,
                  "column" + series_class(data, s), mark_title(data, bins[i].title, s, value));
    }
  }
  const double zero = canvas.down(axis->place(0));
  append_line(out, canvas.left, zero, canvas.width - canvas.right, zero, "base");
  append_point_labels(out, canvas, labels, middles);
  append_axis_titles(out, canvas, data);
  if (data.ascending)
    for (const Finding::Mark& mark : data.finding->marks) append_mark(out, canvas, place_of(data, mark.at), mark.label);
  append_closing(out, data,
                 stride > 1 ? "Each column adds up " + shown_count(stride) + " neighbouring rows of the table." : "");
  return true;
}

}  // namespace dsprep::report

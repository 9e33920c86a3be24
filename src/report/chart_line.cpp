// Lines and scatter plots: points on two axes of numbers.
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

constexpr std::size_t most_points = 2'000;   // of a series
constexpr std::size_t most_dots = 48;        // beyond, a line stands for itself
constexpr std::size_t most_told_dots = 600;  // of a scatter plot: beyond, dots do not say their values

struct Range {
  double low = 0, high = 0;
};

Range range_of(const std::vector<std::vector<double>>& values) {
  Range range{HUGE_VAL, -HUGE_VAL};
  for (const auto& series : values)
    for (const double value : series)
      if (!std::isnan(value)) range = {std::min(range.low, value), std::max(range.high, value)};
  return range;
}

// The points of a series that are drawn. Of so many that they lie upon each other the lowest and the highest of every
// few: what sticks out still does.
std::vector<std::size_t> drawn_points(const std::vector<double>& values, std::size_t every) {
  std::vector<std::size_t> drawn, there;
  for (std::size_t i = 0; i < values.size(); ++i)
    if (!std::isnan(values[i])) there.push_back(i);
  if (every < 2) return there;
  for (std::size_t first = 0; first < there.size(); first += every) {
    const auto begin = there.begin() + static_cast<std::ptrdiff_t>(first);
    const auto end = there.begin() + static_cast<std::ptrdiff_t>(std::min(first + every, there.size()));
    const auto [low, high] =
        std::minmax_element(begin, end, [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    drawn.push_back(std::min(*low, *high));
    if (*low != *high) drawn.push_back(std::max(*low, *high));
  }
  return drawn;
}

std::string path_of(const Canvas& canvas, const Axis& axis, const std::vector<double>& places,
                    const std::vector<double>& values, const std::vector<std::size_t>& drawn) {
  std::string path;
  for (const std::size_t i : drawn)
    path.append(path.empty() ? "" : " ")
        .append(coordinate(canvas.across(places[i])))
        .append(",")
        .append(coordinate(canvas.down(axis.place(values[i]))));
  return path;
}

// A dot whose form, too, tells the series: a circle, a square, a diamond.
void append_dot(std::string& out, const ChartData& data, std::size_t series, double x, double y, double radius,
                const std::string& title) {
  const std::string kind = "dot" + series_class(data, series);
  const std::string told = title.empty() ? "/>" : "><title>" + html(title) + "</title>";
  if (series % 3 == 0) {
    out += "<circle class=\"" + kind + "\" cx=\"" + coordinate(x) + "\" cy=\"" + coordinate(y) + "\" r=\"" +
           coordinate(radius) + "\"" + told + (title.empty() ? "" : "</circle>");
    return;
  }
  std::string turned;
  if (series % 3 == 2) turned = " transform=\"rotate(45 " + coordinate(x) + " " + coordinate(y) + ")\"";
  append_rect(out, x - radius, y - radius, 2 * radius, 2 * radius, kind, title, turned);
}

}  // namespace

bool append_lines(std::string& out, const ChartData& data, const Canvas& canvas, const std::string& id) {
  if (data.points() < 2) return false;
  auto [low, high] = range_of(data.values);
  // From zero, unless that would press the curve flat.
  if (low > 0 && low < 0.7 * high) low = 0;
  const std::optional<Axis> axis = axis_over(low, high, 4);
  const bool by_number = data.ascending && !data.finding->even_steps;
  const double first = by_number ? data.x.front() : 0;
  const double range = by_number ? data.x.back() - first : static_cast<double>(data.points() - 1);
  if (!axis || !std::isfinite(range) || range <= 0) return false;
  std::vector<double> places;
  for (std::size_t i = 0; i < data.points(); ++i)
    places.push_back(((by_number ? data.x[i] : static_cast<double>(i)) - first) / range);

  append_opening(out, data, canvas, id);
  append_value_axis(out, canvas, *axis, data.column(0));
  const std::size_t every = data.points() > most_points ? (2 * data.points() + most_points - 1) / most_points : 1;
  for (std::size_t s = 0; s < data.series.size(); ++s) {
    const std::vector<std::size_t> drawn = drawn_points(data.values[s], every);
    const std::string path = path_of(canvas, *axis, places, data.values[s], drawn);
    if (data.series.size() == 1) {
      const std::string floor = coordinate(canvas.down(axis->place(std::clamp(0.0, axis->low, axis->high))));
      out += "<polygon class=\"area\" points=\"" + coordinate(canvas.across(places[drawn.front()])) + "," + floor +
             " " + path + " " + coordinate(canvas.across(places[drawn.back()])) + "," + floor + "\"/>";
    }
    out += "<polyline class=\"curve" + series_class(data, s) + "\" points=\"" + path + "\"/>";
    if (drawn.size() > most_dots) continue;
    for (const std::size_t i : drawn)
      append_dot(out, data, s, canvas.across(places[i]), canvas.down(axis->place(data.values[s][i])), 3.5,
                 mark_title(data, data.labels[i], s, data.values[s][i]));
  }
  const std::optional<Axis> ticks = by_number ? axis_over(first, first + range, 7) : std::nullopt;
  if (ticks) {
    Axis shown{first, first + range, {}};
    for (const double tick : ticks->ticks)
      if (tick >= first && tick <= first + range) shown.ticks.push_back(tick);
    append_x_axis(out, canvas, shown, data.column_at(0), false);
  } else {
    append_point_labels(out, canvas, data.labels, places);
  }
  append_axis_titles(out, canvas, data);
  if (data.ascending)
    for (const Finding::Mark& mark : data.finding->marks) {
      const auto above = std::upper_bound(data.x.begin(), data.x.end(), mark.at);
      if (above == data.x.begin()) continue;
      const auto i = static_cast<std::size_t>(above - data.x.begin() - 1);
      double place = places[i];
      if (mark.at > data.x[i])
        place =
            above == data.x.end() ? 2 : place + (places[i + 1] - place) * (mark.at - data.x[i]) / (*above - data.x[i]);
      append_mark(out, canvas, place, mark.label);
    }
  append_closing(out, data,
                 every > 1 ? "Drawn from the lowest and the highest of every " + shown_count(every) + " rows." : "");
  return true;
}

bool append_scatter(std::string& out, const ChartData& data, const Canvas& canvas, const std::string& id) {
  const Range xs = range_of({data.x}), ys = range_of(data.values);
  const std::optional<Axis> across = xs.low <= xs.high ? axis_over(xs.low, xs.high, 7) : std::nullopt;
  const std::optional<Axis> down = axis_over(ys.low, ys.high, 4);
  if (!across || !down) return false;

  append_opening(out, data, canvas, id);
  append_value_axis(out, canvas, *down, data.column(0));
  append_x_axis(out, canvas, *across, data.column_at(0), true);
  const std::size_t every = (data.points() + most_points - 1) / most_points;
  const bool told = data.points() * data.series.size() <= most_told_dots;
  for (std::size_t s = 0; s < data.series.size(); ++s)
    for (std::size_t i = 0; i < data.points(); i += every) {
      const double x = data.x[i], y = data.values[s][i];
      if (std::isnan(x) || std::isnan(y)) continue;
      append_dot(out, data, s, canvas.across(across->place(x)), canvas.down(down->place(y)), told ? 3.5 : 2,
                 told ? mark_title(data, data.labels[i], s, y) : "");
    }
  append_axis_titles(out, canvas, data);
  for (const Finding::Mark& mark : data.finding->marks) append_mark(out, canvas, across->place(mark.at), mark.label);
  append_closing(out, data, every > 1 ? "Every " + shown_count(every) + "th row of the table is drawn." : "");
  return true;
}

}  // namespace dsprep::report

#include "report/chart.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "report/axis.h"
#include "report/html.h"

namespace dsprep::report {
namespace {

constexpr double width = 900, height = 250;
constexpr double left = 58, right = 14, top = 30, bottom = 40;
constexpr double plot_width = width - left - right, plot_height = height - top - bottom;
constexpr std::size_t most_columns = 120;   // of a histogram: neighbours are added up beyond that
constexpr std::size_t most_points = 2'000;  // of a line: every n-th beyond that
constexpr std::size_t most_dots = 48;
constexpr std::size_t most_labels = 9;

struct Point {
  std::string label;  // column 0, for people
  double x = 0;       // column 0 as a number, or the row's number
  double value = 0;
};

struct Series {
  std::vector<Point> points;
  bool numeric_x = true;  // column 0 holds numbers, ascending
};

std::string label_of(const Finding::Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return shortened(*text, 24);
  return shown_number(*number_of(cell));
}

Series series_of(const Finding& finding, std::size_t value_at) {
  Series series;
  for (std::size_t i = 0; i < finding.rows.size(); ++i) {
    const auto& row = finding.rows[i];
    if (row.size() <= value_at) continue;
    const std::optional<double> value = number_of(row[value_at]), x = number_of(row[0]);
    if (!value || !std::isfinite(*value)) continue;
    if (!x || !std::isfinite(*x) || (!series.points.empty() && *x <= series.points.back().x)) series.numeric_x = false;
    series.points.push_back({label_of(row[0]), x.value_or(0), *value});
  }
  if (!series.numeric_x)
    for (std::size_t i = 0; i < series.points.size(); ++i) series.points[i].x = static_cast<double>(i);
  return series;
}

// SVG coordinates of a place on the axes, 0 … 1.
double across(double place) { return left + place * plot_width; }
double down(double place) { return top + (1 - place) * plot_height; }

void append_text(std::string& out, double x, double y, const char* anchor, const char* kind, std::string_view text) {
  out += "<text x=\"" + coordinate(x) + "\" y=\"" + coordinate(y) + "\" text-anchor=\"" + anchor + "\" class=\"" +
         kind + "\">";
  append_html(out, text);
  out += "</text>";
}

void append_line(std::string& out, double x1, double y1, double x2, double y2, const char* kind) {
  out += "<line x1=\"" + coordinate(x1) + "\" y1=\"" + coordinate(y1) + "\" x2=\"" + coordinate(x2) + "\" y2=\"" +
         coordinate(y2) + "\" class=\"" + kind + "\"/>";
}

void append_value_axis(std::string& out, const Axis& axis) {
  for (const double tick : axis.ticks) {
    const double y = down(axis.place(tick));
    append_line(out, left, y, width - right, y, tick == 0 ? "base" : "grid");
    append_text(out, left - 8, y + 4, "end", "axis", shown_briefly(tick));
  }
}

// Labels under points, as many as fit without touching; `place` says where the i-th stands.
template <class Place>
void append_point_labels(std::string& out, const Series& series, std::size_t points, std::size_t stride, Place place) {
  // Half an em of Latin, an em of CJK: counting every letter beyond ASCII as two keeps both apart.
  std::size_t widest = 1;
  const auto label = [&](std::size_t i) {
    const Point& point = series.points[std::min(i * stride, series.points.size() - 1)];
    return series.numeric_x ? shown_briefly(point.x) : shortened(point.label, 14);
  };
  for (std::size_t i = 0; i < points; ++i) {
    std::size_t units = 0;
    for (const char c : label(i)) units += (c & 0xc0) == 0x80 ? 0 : (c & 0x80) ? 2 : 1;
    widest = std::max(widest, units);
  }
  const auto fitting = static_cast<std::size_t>(plot_width / (static_cast<double>(widest) * 6.4 + 18));
  const std::size_t labels = std::max<std::size_t>(2, std::min({fitting, most_labels, points}));
  const std::size_t every = (points + labels - 1) / labels;
  for (std::size_t i = 0; i < points; i += every)
    append_text(out, across(place(i)), height - bottom + 18, "middle", "axis", label(i));
}

void append_axis_titles(std::string& out, const Finding& finding, std::size_t value_at) {
  const auto column = [&](std::size_t i) {
    return i < finding.columns.size() ? shortened(finding.columns[i].name, 60) : "";
  };
  append_text(out, 0, 13, "start", "title", column(value_at));
  append_text(out, width - right, height - 4, "end", "title", column(0));
}

void append_opening(std::string& out, const Finding& finding, const Series& series, const std::string& id,
                    std::size_t value_at) {
  const auto [low, high] = std::minmax_element(series.points.begin(), series.points.end(),
                                               [](const Point& a, const Point& b) { return a.value < b.value; });
  out += "<figure><div class=\"plot\"><svg viewBox=\"0 0 " + coordinate(width) + " " + coordinate(height) +
         "\" role=\"img\" aria-labelledby=\"" + id + "-t " + id + "-d\"><title id=\"" + id + "-t\">";
  append_html(out, finding.title);
  out += "</title><desc id=\"" + id + "-d\">";
  if (value_at < finding.columns.size()) append_html(out, finding.columns[value_at].name);
  out += " of " + shown_count(series.points.size()) + " points: lowest " + shown_number(low->value) + " at ";
  append_html(out, low->label);
  out += ", highest " + shown_number(high->value) + " at ";
  append_html(out, high->label);
  out += ". The table below holds the numbers.</desc>";
}

void append_closing(std::string& out, std::string_view caption) {
  out += "</svg></div>";
  if (!caption.empty()) out += "<figcaption class=\"hint\">" + std::string(caption) + "</figcaption>";
  out += "</figure>";
}

bool append_histogram(std::string& out, const Finding& finding, const Series& series, const std::string& id,
                      std::size_t value_at) {
  const std::size_t stride = (series.points.size() + most_columns - 1) / most_columns;
  struct Column {
    std::string label;
    double value = 0;
  };
  std::vector<Column> columns;
  for (std::size_t i = 0; i < series.points.size(); i += stride) {
    const std::size_t end = std::min(i + stride, series.points.size());
    Column column{series.points[i].label, 0};
    for (std::size_t j = i; j < end; ++j) column.value += series.points[j].value;
    if (end - i > 1) column.label += " … " + series.points[end - 1].label;
    columns.push_back(std::move(column));
  }
  double low = 0, high = 0;
  for (const Column& column : columns) {
    low = std::min(low, column.value);
    high = std::max(high, column.value);
  }
  const std::optional<Axis> axis = axis_over(low, high, 4);
  if (!axis) return false;

  append_opening(out, finding, series, id, value_at);
  append_value_axis(out, *axis);
  const double slot = 1.0 / static_cast<double>(columns.size());
  const double gap = std::min(3.0, plot_width * slot * 0.16);
  // A few columns are not blown up to walls.
  const double bar = std::min(plot_width * slot - gap, 64.0);
  const double zero = down(axis->place(0));
  const auto middle = [&](std::size_t i) { return (static_cast<double>(i) + 0.5) * slot; };
  for (std::size_t i = 0; i < columns.size(); ++i) {
    const double y = down(axis->place(columns[i].value));
    // What is there is seen: a column of at least one unit.
    const double size = columns[i].value == 0 ? 0 : std::max(1.0, std::fabs(zero - y));
    out += "<rect class=\"column\" x=\"" + coordinate(across(middle(i)) - bar / 2) + "\" y=\"" +
           coordinate(columns[i].value < 0 ? zero : zero - size) + "\" width=\"" + coordinate(bar) + "\" height=\"" +
           coordinate(size) + "\" rx=\"" + coordinate(std::min({2.0, bar / 4, size / 2})) + "\"><title>";
    append_html(out, columns[i].label);
    out += ": " + shown_number(columns[i].value) + "</title></rect>";
  }
  append_line(out, left, zero, width - right, zero, "base");
  append_point_labels(out, series, columns.size(), stride, middle);
  append_axis_titles(out, finding, value_at);
  append_closing(out,
                 stride > 1 ? "Each column adds up " + shown_count(stride) + " neighbouring rows of the table." : "");
  return true;
}

bool append_curve(std::string& out, const Finding& finding, Series series, const std::string& id,
                  std::size_t value_at) {
  const std::size_t stride = (series.points.size() + most_points - 1) / most_points;
  if (stride > 1) {
    std::vector<Point> thinned;
    for (std::size_t i = 0; i < series.points.size(); i += stride) thinned.push_back(series.points[i]);
    series.points = std::move(thinned);
  }
  double low = series.points[0].value, high = low;
  for (const Point& point : series.points) {
    low = std::min(low, point.value);
    high = std::max(high, point.value);
  }
  // From zero, unless that would press the curve flat.
  if (low > 0 && low < 0.7 * high) low = 0;
  const std::optional<Axis> axis = axis_over(low, high, 4);
  const double first = series.points.front().x, range = series.points.back().x - first;
  if (!axis || !std::isfinite(range) || range <= 0) return false;

  append_opening(out, finding, series, id, value_at);
  append_value_axis(out, *axis);
  const auto place = [&](std::size_t i) { return (series.points[i].x - first) / range; };
  std::string path;
  for (std::size_t i = 0; i < series.points.size(); ++i)
    path.append(i == 0 ? "" : " ")
        .append(coordinate(across(place(i))))
        .append(",")
        .append(coordinate(down(axis->place(series.points[i].value))));
  const double floor = down(axis->place(std::clamp(0.0, axis->low, axis->high)));
  out += "<polygon class=\"area\" points=\"" + coordinate(across(0)) + "," + coordinate(floor) + " " + path + " " +
         coordinate(across(1)) + "," + coordinate(floor) + "\"/>";
  out += "<polyline class=\"curve\" points=\"" + path + "\"/>";
  if (series.points.size() <= most_dots)
    for (std::size_t i = 0; i < series.points.size(); ++i) {
      const Point& point = series.points[i];
      out += "<circle class=\"dot\" cx=\"" + coordinate(across(place(i))) + "\" cy=\"" +
             coordinate(down(axis->place(point.value))) + "\" r=\"3.5\"><title>";
      append_html(out, point.label);
      out += ": " + shown_number(point.value) + "</title></circle>";
    }
  const std::optional<Axis> ticks = series.numeric_x ? axis_over(first, first + range, 7) : std::nullopt;
  if (ticks) {
    for (const double tick : ticks->ticks)
      if (tick >= first && tick <= first + range)
        append_text(out, across((tick - first) / range), height - bottom + 18, "middle", "axis", shown_briefly(tick));
  } else {
    append_point_labels(out, series, series.points.size(), 1, place);
  }
  append_axis_titles(out, finding, value_at);
  append_closing(out, stride > 1 ? "Drawn from every " + shown_count(stride) + "th row of the table." : "");
  return true;
}

void append_bar_part(std::string& out, const char* kind, double from, double to) {
  out += "<rect class=\"" + std::string(kind) + "\" x=\"" + coordinate(100 * from) + "\" width=\"" +
         coordinate(100 * std::max(0.0, to - from)) + "\" height=\"8\"/>";
}

constexpr std::string_view bar_opening =
    "<svg class=\"bar\" viewBox=\"0 0 100 8\" preserveAspectRatio=\"none\" aria-hidden=\"true\">";

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

bool append_chart(std::string& out, const Finding& finding, const std::string& id) {
  if (finding.chart != Finding::Chart::histogram && finding.chart != Finding::Chart::line) return false;
  const std::optional<std::size_t> value_at = value_column(finding);
  if (!value_at) return false;
  Series series = series_of(finding, *value_at);
  if (series.points.size() < 2) return false;
  if (finding.chart == Finding::Chart::histogram) return append_histogram(out, finding, series, id, *value_at);
  return append_curve(out, finding, std::move(series), id, *value_at);
}

void append_bar(std::string& out, double value, double low, double high) {
  low = std::min(0.0, low);
  high = std::max(0.0, high);
  const double range = high - low;
  if (!std::isfinite(value) || !std::isfinite(range) || range <= 0) return;
  constexpr double visible = 0.008;                  // what is there is seen
  const double zero = low < 0 ? -low / range : 0.0;  // never -0, which would be written
  double place = std::clamp((value - low) / range, 0.0, 1.0);
  if (value > 0) place = std::max(place, std::min(1.0, zero + visible));
  if (value < 0) place = std::min(place, std::max(0.0, zero - visible));
  out += bar_opening;
  append_bar_part(out, "b-rest", 0, 1);
  append_bar_part(out, value < 0 ? "b-minus" : "b-fill", std::min(zero, place), std::max(zero, place));
  out += "</svg>";
}

void append_share_bar(std::string& out, double stays, double lost) {
  stays = std::clamp(stays, 0.0, 1.0);
  out += bar_opening;
  append_bar_part(out, "b-rest", 0, 1);
  append_bar_part(out, "b-fill", 0, stays);
  append_bar_part(out, "b-lost", stays, std::clamp(stays + lost, 0.0, 1.0));
  out += "</svg>";
}

}  // namespace dsprep::report

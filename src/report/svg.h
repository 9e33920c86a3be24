// What charts are drawn with. Colours and sizes come from the page's style sheet by class; nothing needs a script.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "report/axis.h"
#include "report/chart_data.h"

namespace dsprep::report {

// The size of a chart and its margins, in SVG units.
struct Canvas {
  double width, height;
  double left, right, top, bottom;
  double plot_width() const { return width - left - right; }
  double plot_height() const { return height - top - bottom; }
  // Where a place on the axes, 0 … 1, lies.
  double across(double place) const { return left + place * plot_width(); }
  double down(double place) const { return top + (1 - place) * plot_height(); }
};
inline constexpr Canvas wide_canvas{900, 250, 58, 14, 30, 40};
inline constexpr Canvas narrow_canvas{440, 220, 54, 12, 32, 38};  // half a page's width
inline bool is_narrow(const Canvas& canvas) { return canvas.width < 600; }

void append_text(std::string& out, double x, double y, const char* anchor, const char* kind, std::string_view text);
void append_line(std::string& out, double x1, double y1, double x2, double y2, const char* kind);
// `kind`: its classes. `title` is told where the pointer rests, and read aloud; empty: none.
void append_rect(std::string& out, double x, double y, double width, double height, std::string_view kind,
                 std::string_view title, std::string_view more = {});

// The classes of a series' marks: " s2"; nothing where it is the only one.
std::string series_class(const ChartData& data, std::size_t series);
// "2: 15", or of several series "2 · dropped: 15".
std::string mark_title(const ChartData& data, std::string_view label, std::size_t series, double value);

// The room a label takes, in SVG units: half an em of Latin, an em of CJK.
double label_width(std::string_view label);

// <figure> and <svg> with a role, a title and a description of the whole: how many points, where the lowest and the
// highest are. `id` must be unique in the page.
void append_opening(std::string& out, const ChartData& data, const Canvas& canvas, const std::string& id);
// With the legend, where there are several series, and what was left out. `caption`: one sentence, or nothing.
void append_closing(std::string& out, const ChartData& data, std::string_view caption);

// Lines across with their values at the left; down with their values below.
void append_value_axis(std::string& out, const Canvas& canvas, const Axis& axis, const Column& column);
void append_x_axis(std::string& out, const Canvas& canvas, const Axis& axis, const Column& column, bool grid);
// Labels below points, as many as fit without touching; `places`: where the points stand, 0 … 1.
void append_point_labels(std::string& out, const Canvas& canvas, const std::vector<std::string>& labels,
                         const std::vector<double>& places);
void append_axis_titles(std::string& out, const Canvas& canvas, const ChartData& data);
// A mark across the chart at a place of the x axis.
void append_mark(std::string& out, const Canvas& canvas, double place, std::string_view label);

}  // namespace dsprep::report

#include "report/svg.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "report/html.h"
#include "report/numbers.h"

namespace dsprep::report {
namespace {

constexpr std::size_t most_labels = 9;

// Its point: the lowest or the highest of all series.
struct Extreme {
  std::size_t series = 0, point = 0;
};

template <class Better>
Extreme extreme(const ChartData& data, Better better) {
  Extreme best;
  bool any = false;
  for (std::size_t s = 0; s < data.values.size(); ++s)
    for (std::size_t i = 0; i < data.points(); ++i) {
      if (std::isnan(data.values[s][i])) continue;
      if (!any || better(data.values[s][i], data.values[best.series][best.point])) best = {s, i};
      any = true;
    }
  return best;
}

void append_extreme(std::string& out, const ChartData& data, std::string_view which, Extreme at) {
  out += std::string(which) + " ";
  append_html(out, shown_cell(data.column(at.series), data.values[at.series][at.point]));
  out += " at ";
  append_html(out, data.labels[at.point]);
  if (data.series.size() > 1) {
    out += ", ";
    append_html(out, data.column(at.series).name);
  }
}

}  // namespace

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

void append_rect(std::string& out, double x, double y, double width, double height, std::string_view kind,
                 std::string_view title, std::string_view more) {
  out.append("<rect class=\"").append(kind).append("\" x=\"");
  out += coordinate(x) + "\" y=\"" + coordinate(y) + "\" width=\"" + coordinate(width) + "\" height=\"" +
         coordinate(height) + "\"";
  out.append(more);
  if (title.empty()) {
    out += "/>";
    return;
  }
  out += "><title>";
  append_html(out, title);
  out += "</title></rect>";
}

std::string series_class(const ChartData& data, std::size_t series) {
  return data.series.size() < 2 ? "" : " s" + std::to_string(series % ChartData::most_series + 1);
}

std::string mark_title(const ChartData& data, std::string_view label, std::size_t series, double value) {
  std::string title(label);
  if (data.series.size() > 1) title += " · " + shortened(data.column(series).name, 60);
  return title + ": " + shown_cell(data.column(series), value);
}

double label_width(std::string_view label) {
  std::size_t units = 0;
  for (const char c : label) units += (c & 0xc0) == 0x80 ? 0 : (c & 0x80) ? 2 : 1;
  return static_cast<double>(units) * 6.4;
}

void append_opening(std::string& out, const ChartData& data, const Canvas& canvas, const std::string& id) {
  out += "<figure><div class=\"plot" + std::string(is_narrow(canvas) ? " narrow" : "") + "\"><svg viewBox=\"0 0 " +
         coordinate(canvas.width) + " " + coordinate(canvas.height) + "\" role=\"img\" aria-labelledby=\"" + id +
         "-t " + id + "-d\"><title id=\"" + id + "-t\">";
  append_html(out, data.finding->title.empty() ? data.finding->id : data.finding->title);
  out += "</title><desc id=\"" + id + "-d\">";
  for (std::size_t s = 0; s < data.series.size(); ++s) {
    out += s == 0 ? "" : s + 1 == data.series.size() ? " and " : ", ";
    append_html(out, data.column(s).name);
  }
  out += " of " + shown_count(data.points()) + (data.points() == 1 ? " point: " : " points: ");
  append_extreme(out, data, "lowest", extreme(data, std::less<>()));
  append_extreme(out, data, ", highest", extreme(data, std::greater<>()));
  out += ". The table below holds the numbers.</desc>";
}

void append_closing(std::string& out, const ChartData& data, std::string_view caption) {
  out += "</svg></div>";
  std::string hint(caption);
  if (data.series_left_out > 0)
    hint += std::string(hint.empty() ? "" : " ") + "The first " + shown_count(data.series.size()) + " of " +
            shown_count(data.series.size() + data.series_left_out) + " series are drawn; the table holds them all.";
  const bool legend = data.series.size() > 1 && data.finding->chart != Finding::Chart::heat_map;
  if (legend || !hint.empty()) {
    out += "<figcaption>";
    if (legend) {
      out += "<ul class=\"legend\">";
      for (std::size_t s = 0; s < data.series.size(); ++s) {
        out += "<li><svg class=\"key\" viewBox=\"0 0 10 10\" aria-hidden=\"true\">";
        append_rect(out, 0, 0, 10, 10, "column" + series_class(data, s), "");
        out += "</svg><span dir=\"auto\">" + html(shortened(data.column(s).name, 60)) + "</span></li>";
      }
      out += "</ul>";
    }
    if (!hint.empty()) out += "<p class=\"hint\">" + html(hint) + "</p>";
    out += "</figcaption>";
  }
  out += "</figure>";
}

void append_value_axis(std::string& out, const Canvas& canvas, const Axis& axis, const Column& column) {
  for (const double tick : axis.ticks) {
    const double y = canvas.down(axis.place(tick));
    append_line(out, canvas.left, y, canvas.width - canvas.right, y, tick == 0 ? "base" : "grid");
    append_text(out, canvas.left - 8, y + 4, "end", "axis", shown_on_axis(column, tick));
  }
}

void append_x_axis(std::string& out, const Canvas& canvas, const Axis& axis, const Column& column, bool grid) {
  for (const double tick : axis.ticks) {
    const double x = canvas.across(axis.place(tick));
    if (grid) append_line(out, x, canvas.top, x, canvas.height - canvas.bottom, tick == 0 ? "base" : "grid");
    append_text(out, x, canvas.height - canvas.bottom + 18, "middle", "axis", shown_on_axis(column, tick));
  }
}

void append_point_labels(std::string& out, const Canvas& canvas, const std::vector<std::string>& labels,
                         const std::vector<double>& places) {
  std::vector<std::string> cut;
  double widest = 6;
  for (const std::string& label : labels) {
    cut.push_back(shortened(label, 14));
    widest = std::max(widest, label_width(cut.back()));
  }
  const auto fitting = static_cast<std::size_t>(canvas.plot_width() / (widest + 18));
  const std::size_t shown = std::max<std::size_t>(2, std::min({fitting, most_labels, cut.size()}));
  const std::size_t every = (cut.size() + shown - 1) / shown;
  for (std::size_t i = 0; i < cut.size(); i += every)
    append_text(out, canvas.across(places[i]), canvas.height - canvas.bottom + 18, "middle", "axis", cut[i]);
}

void append_axis_titles(std::string& out, const Canvas& canvas, const ChartData& data) {
  if (data.series.size() == 1) append_text(out, 0, 13, "start", "title", shortened(data.column(0).name, 60));
  append_text(out, canvas.width - canvas.right, canvas.height - 4, "end", "title",
              shortened(data.column_at(0).name, 60));
}

void append_mark(std::string& out, const Canvas& canvas, double place, std::string_view label) {
  if (!(place >= 0 && place <= 1)) return;
  const double x = canvas.across(place);
  append_line(out, x, canvas.top - 4, x, canvas.height - canvas.bottom, "mark");
  if (!label.empty())
    append_text(out, x, canvas.top - 8,
                place > 0.85   ? "end"
                : place < 0.15 ? "start"
                               : "middle",
                "mark-label", shortened(label, 24));
}

}  // namespace dsprep::report

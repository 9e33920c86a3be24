#include "report/finding_card.h"

#include <algorithm>
#include <optional>
#include <vector>

#include "report/chart.h"
#include "report/chart_data.h"
#include "report/html.h"
#include "report/numbers.h"
#include "report/row_bar.h"
#include "report/svg.h"

namespace dsprep::report {
namespace {

constexpr std::size_t cell_letters = 400;  // a longer text is cut on the page
constexpr std::size_t no_column = static_cast<std::size_t>(-1);
constexpr std::size_t rows_in_view = 14;  // beyond, a table scrolls

void append_header(std::string& out, const Finding& finding, const std::vector<bool>& numeric, std::size_t barred) {
  out += "<thead><tr>";
  for (std::size_t i = 0; i < finding.columns.size(); ++i) {
    if (i == barred) out += "<td class=\"bars\" aria-hidden=\"true\"></td>";
    out += numeric[i] ? "<th scope=\"col\" class=\"num\" dir=\"auto\">" : "<th scope=\"col\" dir=\"auto\">";
    append_html(out, shortened(finding.columns[i].name, cell_letters));
    out += "</th>";
  }
  out += "</tr></thead>";
}

std::string classes_of(const Column& column, bool numeric) {
  if (column.kind == Column::Kind::id) return numeric ? "num mono" : "mono";
  return numeric ? "num" : "text";
}

// What bars of a column are drawn on.
struct Scale {
  double low = 0, high = 0;
};

Scale scale_of(const Finding& finding, std::size_t column) {
  Scale scale;
  for (const auto& row : finding.rows) {
    const std::optional<double> value = column < row.size() ? number_of(row[column]) : std::nullopt;
    if (!value || !(*value == *value)) continue;
    scale.low = std::min(scale.low, *value);
    scale.high = std::max(scale.high, *value);
  }
  return scale;
}

// The bar stands in the label's row before its number, in a cell of its own that readers of the page aloud skip.
void append_row(std::string& out, const Finding& finding, const std::vector<Finding::Cell>& row,
                const std::vector<bool>& numeric, std::size_t barred, Scale scale) {
  out += "<tr>";
  for (std::size_t i = 0; i < finding.columns.size(); ++i) {
    if (i == barred) {
      out += "<td class=\"bars\" aria-hidden=\"true\">";
      if (const auto value = i < row.size() ? number_of(row[i]) : std::nullopt)
        append_bar(out, *value, scale.low, scale.high);
      out += "</td>";
    }
    const char* tag = i == 0 ? "th" : "td";
    out += std::string("<") + tag + (i == 0 ? " scope=\"row\"" : "") + " class=\"" +
           classes_of(finding.columns[i], numeric[i]) + (numeric[i] ? "\">" : "\" dir=\"auto\">");
    if (i < row.size()) append_html(out, shortened(shown_cell(finding.columns[i], row[i]), cell_letters));
    out += std::string("</") + tag + ">";
  }
  out += "</tr>";
}

// "The first 200 of 1 234 rows; report.json holds them all.", or nothing where all are shown.
void append_rows_hint(std::string& out, std::size_t rows) {
  if (rows > most_rows)
    out += "<p class=\"hint\">The first " + shown_count(most_rows) + " of " + shown_count(rows) +
           " rows; report.json holds them all.</p>";
}

}  // namespace

void append_table(std::string& out, const Finding& finding) {
  std::vector<bool> numeric;
  for (std::size_t i = 0; i < finding.columns.size(); ++i) numeric.push_back(numeric_column(finding, i));
  const std::vector<std::size_t> series =
      finding.chart == Finding::Chart::bars ? series_columns(finding) : std::vector<std::size_t>();
  const std::size_t barred = series.empty() ? no_column : series.front();
  const Scale scale = scale_of(finding, barred);

  out += "<div class=\"scroll\"";
  if (std::min(finding.rows.size(), most_rows) > rows_in_view) {
    out += " tabindex=\"0\" role=\"region\" aria-label=\"";
    append_html(out, finding.title);
    out += '"';
  }
  out += "><table>";
  append_header(out, finding, numeric, barred);
  out += "<tbody>";
  for (std::size_t i = 0; i < std::min(finding.rows.size(), most_rows); ++i)
    append_row(out, finding, finding.rows[i], numeric, barred, scale);
  out += "</tbody></table></div>";
  append_rows_hint(out, finding.rows.size());
}

bool needs_width(const Finding& finding) { return finding.columns.size() > 3 || is_drawn(finding.chart); }

void append_folded_table(std::string& out, const Finding& finding, const std::string& summary) {
  out += "<details><summary>" + html(summary) + "</summary>";
  append_table(out, finding);
  out += "</details>";
}

void append_finding(std::string& out, const Finding& finding, const std::string& id, bool wide) {
  out += "<section class=\"card" + std::string(wide ? " wide" : "") + "\" id=\"" + id + "\"><h3 dir=\"auto\">";
  append_html(out, finding.title.empty() ? finding.id : finding.title);
  out += "</h3>";
  if (!finding.note.empty()) {
    out += "<p class=\"note\" dir=\"auto\">";
    append_html(out, finding.note);
    out += "</p>";
  }
  if (finding.rows.empty()) {
    out += "<p class=\"hint\">Nothing to show.</p>";
  } else if (append_chart(out, finding, id, wide ? wide_canvas : narrow_canvas)) {
    append_folded_table(out, finding,
                        "Table of " + shown_count(finding.rows.size()) + (finding.rows.size() == 1 ? " row" : " rows"));
  } else {
    append_table(out, finding);
  }
  out += "</section>\n";
}

}  // namespace dsprep::report

#include "report/finding_card.h"

#include <algorithm>

#include "report/chart.h"
#include "report/html.h"

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

void append_value(std::string& out, std::string_view column, const Finding::Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) append_html(out, shortened(*text, cell_letters));
  else out += html(shown_value(column, *number_of(cell)));
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
    out += std::string("<") + tag + (i == 0 ? " scope=\"row\"" : "") +
           (numeric[i] ? " class=\"num\">" : " class=\"text\" dir=\"auto\">");
    if (i < row.size()) append_value(out, finding.columns[i].name, row[i]);
    out += std::string("</") + tag + ">";
  }
  out += "</tr>";
}

void append_table(std::string& out, const Finding& finding) {
  std::vector<bool> numeric;
  for (std::size_t i = 0; i < finding.columns.size(); ++i) numeric.push_back(numeric_column(finding, i));
  const std::size_t barred =
      finding.chart == Finding::Chart::bars ? value_column(finding).value_or(no_column) : no_column;
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

}  // namespace

bool needs_width(const Finding& finding) {
  return finding.columns.size() > 3 || finding.chart == Finding::Chart::histogram ||
         finding.chart == Finding::Chart::line;
}

void append_rows_hint(std::string& out, std::size_t rows) {
  if (rows > most_rows)
    out += "<p class=\"hint\">The first " + shown_count(most_rows) + " of " + shown_count(rows) +
           " rows; report.json holds them all.</p>";
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
  } else if (append_chart(out, finding, id)) {
    out += "<details><summary>Table of " + shown_count(finding.rows.size()) + " rows</summary>";
    append_table(out, finding);
    out += "</details>";
  } else {
    append_table(out, finding);
  }
  out += "</section>\n";
}

}  // namespace dsprep::report

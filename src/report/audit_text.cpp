#include "report/audit_text.h"

#include <algorithm>

#include "base/human.h"
#include "io/audit_format.h"
#include "report/utf8.h"
#include "text/utf8.h"

namespace dsprep::report {
namespace {

std::string percent(std::uint64_t part, std::uint64_t whole) {
  if (whole == 0) return "";
  const double share = 100.0 * static_cast<double>(part) / static_cast<double>(whole);
  if (part > 0 && share < 0.1) return "<0.1 %";
  if (part < whole && share > 99.9) return ">99.9 %";
  return base::format_fixed(share, 1) + " %";
}

// At most four significant digits: for columns that people compare by eye.
std::string brief(double value) {
  if (value != value) return "";
  if (value == static_cast<double>(static_cast<std::int64_t>(std::clamp(value, -1e15, 1e15))))
    return base::format_number(value);
  const double size = value < 0 ? -value : value;
  return base::format_fixed(value, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 0.01 ? 3 : 6);
}

using Row = std::vector<std::string>;

std::string aligned(const std::vector<Row>& rows) {
  std::vector<std::size_t> widths;
  const auto width = [](const std::string& cell) { return static_cast<std::size_t>(text::count_chars(cell)); };
  for (const Row& row : rows) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width(row[i]));
  }
  std::string out;
  for (const Row& row : rows) {
    std::string line = " ";
    for (std::size_t i = 0; i < row.size(); ++i) {
      const std::string space(widths[i] - width(row[i]), ' ');
      line += i == 0 ? " " + row[i] + space : "  " + space + row[i];
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

std::string quantile(const pipeline::AuditRuleReport& rule, std::string_view name) {
  for (const auto& [key, value] : rule.quantiles)
    if (key == name) return brief(value);
  return "";
}

}  // namespace

std::string audit_text(const pipeline::AuditReport& report) {
  std::string out = "audit of " + base::format_count(report.records) + (report.records == 1 ? " record" : " records") +
                    ": these limits keep " + base::format_count(report.kept) + " (" +
                    percent(report.kept, report.records) + "), drop " + base::format_count(report.dropped);
  if (report.malformed > 0) out += ", refuse " + base::format_count(report.malformed) + " as malformed";
  out += "\n";
  if (report.derived > 0)
    out += "of " + base::format_count(report.derived) + " derived records they keep " +
           base::format_count(report.derived_kept) + "\n";
  for (const std::string& change : report.changes) out += "changed: " + valid_utf8(change) + "\n";
  std::vector<Row> rows{{"step", "limit", "drops", "share", "alone", "together", "p05", "median", "p95"}};
  bool whole = false;
  for (const pipeline::AuditStepReport& step : report.steps) {
    if (step.records == 0 || (step.rules.empty() && step.would_drop == 0)) continue;
    whole |= step.whole_dataset;
    rows.push_back({valid_utf8(step.name) + (step.whole_dataset ? " *" : ""), "", base::format_count(step.would_drop),
                    percent(step.would_drop, step.records), base::format_count(step.alone),
                    base::format_count(step.would_drop - step.alone)});
    for (const pipeline::AuditRuleReport& rule : step.rules) {
      Row row{"  " + rule.name,
              rule.limit ? std::string(io::sign_of(rule.compare)) + " " + base::format_number(*rule.limit) : "off"};
      if (rule.limit) {
        row.insert(row.end(), {base::format_count(rule.failed), percent(rule.failed, step.records),
                               base::format_count(rule.alone), base::format_count(rule.together)});
      } else {
        row.insert(row.end(), 4, "");
      }
      row.insert(row.end(), {quantile(rule, "p05"), quantile(rule, "p50"), quantile(rule, "p95")});
      rows.push_back(std::move(row));
    }
  }
  if (rows.size() > 1) out += aligned(rows);
  if (whole)
    out +=
        "* decided on all records: a run that drops some before this step may decide otherwise; with -o it is decided "
        "again\n";
  return out;
}

}  // namespace dsprep::report

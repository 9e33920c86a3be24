#include "report/audit_text.h"

#include <optional>
#include <string_view>
#include <vector>

#include "base/human.h"
#include "io/audit_format.h"
#include "report/numbers.h"
#include "report/text_table.h"
#include "report/utf8.h"

namespace dsprep::report {
namespace {

std::string quantile(const pipeline::AuditRuleReport& rule, std::string_view name) {
  for (const auto& [key, value] : rule.quantiles)
    if (key == name) return plain_number(value);
  return "";
}

}  // namespace

std::string audit_text(const pipeline::AuditReport& report) {
  std::string out = "audit of " + base::format_count(report.records) + (report.records == 1 ? " record" : " records") +
                    ": these limits keep " + base::format_count(report.kept) + " (" +
                    plain_percent(report.kept, report.records) + "), drop " + base::format_count(report.dropped);
  if (report.malformed > 0) out += ", refuse " + base::format_count(report.malformed) + " as malformed";
  out += "\n";
  if (report.derived > 0)
    out += "of " + base::format_count(report.derived) + " derived records they keep " +
           base::format_count(report.derived_kept) + "\n";
  for (const std::string& change : report.changes) out += "changed: " + valid_utf8(change) + "\n";
  TextTable rows;
  rows.add({"step", "limit", "drops", "share", "alone", "together", "p05", "median", "p95"});
  bool whole = false;
  for (const pipeline::AuditStepReport& step : report.steps) {
    if (step.records == 0 || (step.rules.empty() && step.would_drop == 0)) continue;
    whole |= step.whole_dataset;
    rows.add({valid_utf8(step.name) + (step.whole_dataset ? " *" : ""), "", base::format_count(step.would_drop),
              plain_percent(step.would_drop, step.records), base::format_count(step.alone),
              base::format_count(step.would_drop - step.alone)});
    for (const pipeline::AuditRuleReport& rule : step.rules) {
      std::vector<std::string> row{
          "  " + rule.name,
          rule.limit ? std::string(io::sign_of(rule.compare)) + " " + base::format_number(*rule.limit) : "off"};
      if (rule.limit) {
        row.insert(row.end(), {base::format_count(rule.failed), plain_percent(rule.failed, step.records),
                               base::format_count(rule.alone), base::format_count(rule.together)});
      } else {
        row.insert(row.end(), 4, "");
      }
      row.insert(row.end(), {quantile(rule, "p05"), quantile(rule, "p50"), quantile(rule, "p95")});
      rows.add(std::move(row));
    }
  }
  if (rows.rows() > 1) out += rows.text("  ");
  if (whole)
    out +=
        "* decided on all records: a run that drops some before this step may decide otherwise; with -o it is decided "
        "again\n";
  return out;
}

}  // namespace dsprep::report

#include "report/audit_findings.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "io/audit_format.h"
#include "report/numbers.h"

namespace dsprep::report {
namespace {

using Compare = Judge::Limit::Compare;
using Kind = Column::Kind;
using Row = std::vector<Finding::Cell>;

Finding::Cell whole(std::uint64_t n) { return static_cast<std::int64_t>(n); }

Finding::Cell share_of(std::uint64_t part, std::uint64_t all) {
  return all == 0 ? std::nan("") : static_cast<double>(part) / static_cast<double>(all);
}

Row row_of(std::initializer_list<Finding::Cell> cells) { return Row(cells.begin(), cells.end()); }

std::string limit_text(const pipeline::AuditRuleReport& rule) {
  return rule.limit ? std::string(io::sign_of(rule.compare)) + " " + shown_number(*rule.limit) : "off";
}

bool measured(const pipeline::AuditStepReport& step) {
  return step.records > 0 && (!step.rules.empty() || step.would_drop > 0);
}

// ---- the overview ----

Finding overview_table(const pipeline::AuditReport& report) {
  Finding table;
  table.id = "rules";
  table.title = "What each limit would drop";
  table.note =
      "Every rule was asked of every record, and nothing was dropped. Alone: no other rule (step) fails the record.";
  table.chart = Finding::Chart::bars;
  table.columns = {"rule",
                   "limit",
                   {"would drop", Kind::count},
                   {"share", Kind::share},
                   {"alone", Kind::count},
                   {"with others", Kind::count}};
  table.series = {2};
  for (const pipeline::AuditStepReport& step : report.steps) {
    if (!measured(step)) continue;
    table.rows.push_back(
        row_of({step.name, std::string(), whole(step.would_drop), share_of(step.would_drop, step.records),
                whole(step.alone), whole(step.would_drop - step.alone)}));
    for (const pipeline::AuditRuleReport& rule : step.rules) {
      const std::string name = step.name + " · " + rule.name;
      if (rule.limit)
        table.rows.push_back(row_of({name, limit_text(rule), whole(rule.failed), share_of(rule.failed, step.records),
                                     whole(rule.alone), whole(rule.together)}));
      else table.rows.push_back(row_of({name, limit_text(rule)}));
    }
  }
  return table;
}

pipeline::StepFindings overview(const pipeline::AuditReport& report) {
  pipeline::StepFindings audit{"audit", {}};
  audit.findings.title = "Audit";
  std::string& note = audit.findings.note;
  note = "Under these limits " + shown_count(report.kept) + " of " + shown_count(report.records) +
         " records would be kept (" + shown_percent(report.kept, report.records) + ") and " +
         shown_count(report.dropped) + " dropped";
  if (report.malformed > 0) note += "; " + shown_count(report.malformed) + " are malformed to a step";
  note += ".";
  if (report.derived > 0)
    note += " Of " + shown_count(report.derived) + " derived records " + shown_count(report.derived_kept) + ".";
  for (const std::string& change : report.changes) note += " Changed: " + change + ".";
  audit.findings.sections.push_back(overview_table(report));
  return audit;
}

// ---- a rule ----

bool bin_passes(const pipeline::AuditRuleReport& rule, const pipeline::AuditBin& bin) {
  if (!rule.limit) return true;
  switch (rule.compare) {
    case Compare::at_least:
    case Compare::above: return bin.low >= *rule.limit;
    case Compare::at_most:
    case Compare::below: return bin.high <= *rule.limit;
    default: return bin.low <= *rule.limit && *rule.limit <= bin.high;
  }
}

// "Median 50; 5 % lie below 5, 95 % below 95; from 0 to 99."
std::string spread_of(const pipeline::AuditRuleReport& rule) {
  std::string text;
  for (const auto& [name, value] : rule.quantiles) {
    if (name == "p50") text.insert(0, " Median " + shown_number(value));
    if (name == "p05") text += "; 5 % lie below " + shown_number(value);
    if (name == "p95") text += ", 95 % below " + shown_number(value);
  }
  return text + (text.empty() ? " From " : "; from ") + shown_number(rule.min) + " to " + shown_number(rule.max) + ".";
}

std::string drops_of(const pipeline::AuditRuleReport& rule, std::uint64_t records) {
  std::string text = "Off: measured, and drops nothing.";
  if (rule.limit) {
    text = shown_count(rule.failed) + " would drop";
    if (rule.failed > 0)
      text += " (" + shown_percent(rule.failed, records) + "): " + shown_count(rule.alone) + " by this rule alone, " +
              shown_count(rule.together) + " together with others";
    text += ".";
  }
  if (rule.unmeasurable > 0) text += " " + shown_count(rule.unmeasurable) + " had nothing to measure.";
  return text;
}

Finding distribution(const pipeline::AuditRuleReport& rule, std::uint64_t records) {
  Finding finding;
  finding.id = rule.name;
  finding.title = rule.name + " " + limit_text(rule);
  finding.note = rule.metric + ". " + drops_of(rule, records);
  if (rule.measured == 0) {
    finding.note += " Nothing could be measured.";
    return finding;
  }
  if (rule.min == rule.max) {
    finding.note += " Every value is " + shown_number(rule.min) + ".";
    return finding;
  }
  finding.note += spread_of(rule);
  finding.chart = Finding::Chart::histogram;
  finding.columns = {"from", "to", {rule.limit ? "passes" : "records", Kind::count}};
  finding.series = {2};
  if (rule.limit) {
    finding.columns.emplace_back("fails", Kind::count);
    finding.series.push_back(3);
    finding.marks.push_back({*rule.limit, limit_text(rule)});
  }
  for (const pipeline::AuditBin& bin : rule.bins) {
    const bool passes = bin_passes(rule, bin);
    Row row = row_of({bin.low, bin.high, whole(passes ? bin.count : 0)});
    if (rule.limit) row.push_back(whole(passes ? 0 : bin.count));
    finding.rows.push_back(std::move(row));
  }
  return finding;
}

Finding thresholds(const pipeline::AuditRuleReport& rule, std::uint64_t records) {
  Finding finding;
  finding.id = rule.name + "_thresholds";
  finding.title = "What other limits of " + rule.name + " would keep";
  finding.chart = Finding::Chart::line;
  finding.columns = {"limit",
                     {"this rule keeps", Kind::share},
                     {"all rules keep", Kind::share},
                     {"this rule, records", Kind::count},
                     {"all rules, records", Kind::count}};
  finding.series = {1, 2};
  finding.even_steps = true;
  if (rule.limit) finding.marks.push_back({*rule.limit, limit_text(rule)});
  for (const pipeline::AuditPoint& point : rule.curve)
    finding.rows.push_back(row_of({point.threshold, share_of(point.kept, records), share_of(point.kept_by_all, records),
                                   whole(point.kept), whole(point.kept_by_all)}));
  return finding;
}

// ---- a step ----

Sample sample_of(const pipeline::AuditRuleReport& rule, const pipeline::AuditExample& example,
                 Sample::Outcome outcome) {
  Sample sample;
  sample.outcome = outcome;
  sample.rule = rule.name;
  sample.record = example.id;
  sample.place = example.file + ":" + std::to_string(example.line);
  if (example.derived > 0) sample.place += "#" + std::to_string(example.derived);
  sample.before = example.text;
  sample.why = rule.metric + " " + shown_number(example.value);
  if (!example.note.empty()) sample.why += " (" + example.note + ")";
  if (example.other_rules) sample.why += ", fails other rules too";
  return sample;
}

std::string note_of(const pipeline::AuditStepReport& step) {
  std::string note;
  if (step.name != step.op) note = "An op " + step.op + ". ";
  note += "Saw " + shown_count(step.records) + " records and would drop " + shown_count(step.would_drop) + ", " +
          shown_count(step.alone) + " of them alone among the steps.";
  if (step.without_rule > 0)
    note += " " + shown_count(step.without_rule) + " it would drop by a decision of its own, without a rule.";
  if (step.malformed > 0) note += " " + shown_count(step.malformed) + " it found malformed.";
  if (step.whole_dataset)
    note += " It decided on all records: a run in which steps before it drop some may decide otherwise.";
  for (std::size_t i = 0; i < step.silent.size(); ++i)
    note += (i == 0 ? " Not applicable here: " : ", ") + step.silent[i];
  return note + (step.silent.empty() ? "" : ".");
}

pipeline::StepFindings findings_of(const pipeline::AuditStepReport& step) {
  pipeline::StepFindings found{step.name, {}};
  found.findings.title = step.name;
  found.findings.note = note_of(step);
  for (const pipeline::AuditRuleReport& rule : step.rules) {
    found.findings.sections.push_back(distribution(rule, step.records));
    if (rule.min < rule.max && !rule.curve.empty())
      found.findings.sections.push_back(thresholds(rule, step.records - step.malformed));
    // Of a rule that is off: the records with the lowest and with the highest values.
    const Sample::Outcome failing = rule.limit ? Sample::Outcome::dropped : Sample::Outcome::kept;
    for (const pipeline::AuditExample& example : rule.passing)
      found.findings.samples.push_back(sample_of(rule, example, Sample::Outcome::kept));
    for (const pipeline::AuditExample& example : rule.failing)
      found.findings.samples.push_back(sample_of(rule, example, failing));
  }
  return found;
}

}  // namespace

std::vector<pipeline::StepFindings> audit_findings(const pipeline::AuditReport& report) {
  std::vector<pipeline::StepFindings> all{overview(report)};
  for (const pipeline::AuditStepReport& step : report.steps)
    if (measured(step)) all.push_back(findings_of(step));
  return all;
}

}  // namespace dsprep::report

#include "ops/split/check/check_report.h"

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/human.h"
#include "ops/split/check/drift.h"
#include "ops/split/check/leaks.h"
#include "ops/split/check/parts.h"

namespace dsprep::ops::check {
namespace {

std::int64_t cell(std::uint64_t n) { return static_cast<std::int64_t>(n); }

template <class T>
void add_metric(Findings& findings, std::string_view name, double value, std::string_view unit,
                const std::optional<T>& limit) {
  Metric metric{.name = std::string(name), .value = value, .unit = std::string(unit)};
  if (limit) metric.at_most = static_cast<double>(*limit);
  findings.metrics.push_back(std::move(metric));
}

std::string_view meaning(Leak kind) {
  constexpr std::string_view meanings[leak_kinds] = {"the same text",    "the same but for spelling",
                                                     "a near-duplicate", "one inside the other",
                                                     "the same group",   "the same text, another label"};
  return meanings[static_cast<std::size_t>(kind)];
}

std::string place(const RecordId& id, const Decider& decider) {
  return decider.input_name(id.shard) + ":" + std::to_string(id.line);
}

Finding pairs_table(const Survey& survey, const Decider& decider) {
  Finding table{
      .id = "pairs",
      .title = "Records that another part has, too",
      .note = "The first of each kind.",
      .columns = {"leak", "part", {"record", Column::Kind::id}, "also in", {"as", Column::Kind::id}, "similarity"}};
  for (std::size_t kind = 0; kind < leak_kinds; ++kind)
    for (const LeakPair& pair : survey.leaks.examples(static_cast<Leak>(kind))) {
      table.rows.push_back({std::string(meaning(static_cast<Leak>(kind))), survey.parts.parts[pair.part].name,
                            place(pair.record, decider), survey.parts.parts[pair.other_part].name,
                            place(pair.other, decider), pair.similarity});
      table.records.push_back(pair.record);
    }
  return table;
}

Finding leaks_table(const Survey& survey) {
  Finding table{.id = "leaks",
                .title = "Leaks by pair of parts",
                .note = "What several earlier parts have counts for the first of them.",
                .columns = {"part", "also in"}};
  for (const std::string_view name : leak_names) table.columns.emplace_back(std::string(name), Column::Kind::count);
  for (const auto& [parts, counts] : survey.leaks.by_parts()) {
    auto& cells = table.rows.emplace_back();
    cells.emplace_back(survey.parts.parts[parts.first].name);
    cells.emplace_back(survey.parts.parts[parts.second].name);
    for (const std::uint64_t n : counts) cells.emplace_back(cell(n));
  }
  return table;
}

Finding parts_table(const Survey& survey) {
  Finding table{.id = "parts",
                .title = "Parts",
                .note =
                    "Drift from the first part: of labels the total variation distance, of lengths the "
                    "Kolmogorov-Smirnov statistic; both 0 to 1.",
                .columns = {"part",
                            {"records", Column::Kind::count},
                            {"share", Column::Kind::share},
                            "mean characters",
                            "label drift",
                            "length drift"}};
  std::uint64_t records = 0;
  for (const Part& part : survey.parts.parts) records += part.records;
  for (std::size_t i = 0; i < survey.parts.parts.size(); ++i) {
    const Part& part = survey.parts.parts[i];
    table.rows.push_back({part.name, cell(part.records),
                          records == 0 ? 0.0 : static_cast<double>(part.records) / static_cast<double>(records),
                          survey.lengths.mean(i), part.labelled == 0 ? 0.0 : survey.labels.distance(i),
                          part.records == 0 ? 0.0 : survey.lengths.statistic(i)});
  }
  return table;
}

Finding labels_table(const Survey& survey) {
  Finding table{.id = "labels", .title = "Labels by part", .note = "", .chart = Finding::Chart::heat_map};
  table.columns.emplace_back("label");
  for (const Part& part : survey.parts.parts) table.columns.emplace_back(part.name, Column::Kind::count);
  const auto rows = survey.labels.most_frequent();
  if (rows.size() < survey.labels.labels())
    table.note = "The " + base::format_count(rows.size()) + " most frequent of " +
                 base::format_count(survey.labels.labels()) + ".";
  for (const LabelDrift::Row& row : rows) {
    auto& cells = table.rows.emplace_back();
    cells.emplace_back(row.label);
    for (const std::uint64_t n : row.counts) cells.emplace_back(cell(n));
  }
  return table;
}

}  // namespace

void write_report(const Plan& plan, const Survey& survey, const Decider& decider, Findings& findings) {
  findings.title = "Check of a split";
  const Limits& limits = plan.limits;
  const std::array<std::optional<std::int64_t>, leak_kinds> of_leaks = {
      limits.exact, limits.normalized, limits.near, limits.containment, limits.group, limits.label_conflicts};
  for (std::size_t kind = 0; kind < leak_kinds; ++kind) {
    const Leak leak = static_cast<Leak>(kind);
    if (leak == Leak::group && !plan.group.bound()) continue;
    add_metric(findings, leak_names[kind], static_cast<double>(survey.leaks.count(leak)),
               leak == Leak::group ? "groups" : "texts", of_leaks[kind]);
  }
  std::uint64_t empty = 0;
  std::string empty_names;
  for (const Part& part : survey.parts.parts) {
    if (part.records != 0) continue;
    ++empty;
    empty_names += (empty_names.empty() ? "" : ", ") + part.name;
  }
  add_metric(findings, "empty_parts", static_cast<double>(empty), "parts", limits.empty_parts);
  add_metric(findings, "missing_classes", static_cast<double>(survey.labels.missing()), "", limits.missing_classes);
  add_metric(findings, "label_noise", static_cast<double>(survey.label_noise), "texts", std::optional<std::int64_t>());
  add_metric(findings, "label_drift", survey.labels.largest(), "", limits.label_drift);
  add_metric(findings, "length_drift", survey.lengths.largest(), "", limits.length_drift);
  if (empty != 0) findings.warnings.push_back({"no record is in " + empty_names, Warning::Severity::serious});
  if (survey.empty_texts != 0)
    findings.warnings.push_back(
        {base::format_counted(survey.empty_texts, "record") + " with an empty text, which are not compared",
         Warning::Severity::note});
  std::uint64_t records = 0;
  for (const Part& part : survey.parts.parts) records += part.records;
  if (plan.group.bound() && survey.grouped != records)
    findings.warnings.push_back({base::format_counted(records - survey.grouped, "record") + " without " +
                                     plan.group_pointer + ": they are in no group",
                                 Warning::Severity::warning});
  if (survey.skipped != 0)
    findings.warnings.push_back({"some " + base::format_count(survey.skipped) +
                                     " comparisons were left out, because too many records share a beginning or band: "
                                     "near and containment may be more",
                                 Warning::Severity::warning});
  findings.sections.push_back(parts_table(survey));
  if (!survey.leaks.by_parts().empty()) findings.sections.push_back(leaks_table(survey));
  if (Finding pairs = pairs_table(survey, decider); !pairs.rows.empty()) findings.sections.push_back(std::move(pairs));
  if (survey.labels.labels() != 0) findings.sections.push_back(labels_table(survey));
}

}  // namespace dsprep::ops::check

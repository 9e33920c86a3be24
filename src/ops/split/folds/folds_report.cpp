#include "ops/split/folds/folds_report.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <utility>

#include "split/assignment_report.h"

namespace dsprep::ops::folds {
namespace {

using split::Assignment;
using split::AssignmentReport;
using split::counted;

std::vector<std::string> names_of(std::size_t k) {
  std::vector<std::string> names;
  for (std::size_t fold = 0; fold < k; ++fold) names.push_back("fold " + std::to_string(fold));
  return names;
}

std::string of_repeat(const Plan& plan, std::size_t repeat) {
  return plan.repeats == 1 ? "" : ", repeat " + std::to_string(repeat);
}

void sizes(const Plan& plan, const split::Units& units, const std::vector<Assignment>& made, AssignmentReport& report) {
  std::uint64_t smallest = ~std::uint64_t{0}, largest = 0, empty = 0;
  Finding table{"folds", "Records by fold", "", Finding::Chart::bars, {"fold", "records", "share", "asked"}, {}};
  for (std::size_t repeat = 0; repeat < made.size(); ++repeat)
    for (std::size_t fold = 0; fold < plan.k; ++fold) {
      const std::uint64_t records = made[repeat].records[fold];
      smallest = std::min(smallest, records);
      largest = std::max(largest, records);
      empty += records == 0;
      table.rows.push_back({report.names()[fold] + of_repeat(plan, repeat), static_cast<std::int64_t>(records),
                            split::share_of(records, units.records),
                            static_cast<std::int64_t>(made[repeat].wanted[fold])});
    }
  report.metric("records", units.records);
  report.metric("smallest_fold", smallest);
  report.metric("largest_fold", largest);
  report.metric("empty_folds", empty);
  report.findings().sections.push_back(std::move(table));
  if (empty > 0 && units.records > 0)
    report.warn(counted(empty, "fold has", "folds have") + " no record: what may not be parted is too large",
                "give a smaller k");
}

void strata(const Plan& plan, const std::vector<Assignment>& made, AssignmentReport& report) {
  double deviation = 0;
  for (const Assignment& repeat : made) deviation = std::max(deviation, report.largest_deviation(repeat));
  report.findings().metrics.push_back({"largest_deviation", deviation});
  report.rare_strata(made.front(), "folds");
  report.shared_keys(made.front());
  for (std::size_t repeat = 0; repeat < made.size(); ++repeat) {
    Finding table = report.strata(made[repeat]);
    if (plan.repeats > 1) {
      table.id += "_" + std::to_string(repeat);
      table.title += of_repeat(plan, repeat);
    }
    report.findings().sections.push_back(std::move(table));
  }
}

}  // namespace

void write_report(const Plan& plan, const split::Units& units, const std::vector<Assignment>& made, Decider& decider) {
  AssignmentReport report(plan.units, names_of(plan.k), plan.k, decider);
  report.findings().title = "Folds";
  sizes(plan, units, made, report);
  report.units(made.front());
  if (plan.units.near) report.metric("near_pairs", units.near.alike);
  report.clashes(made.front());
  if (!plan.units.keys.stratify.empty()) strata(plan, made, report);
  report.large_unit(made.front());
  if (plan.in_parts)
    report.warn("the records come in parts, and folds are made of all of them, whatever their part",
                "where the test part shall stay out, give the files of the others as input");
}

}  // namespace dsprep::ops::folds

// AssignmentReport: what the findings of all assignments have in common: deviations of strata, keys of several strata
// or sources, the largest unit.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/findings.h"
#include "dsprep/op.h"
#include "split/assignment.h"
#include "split/unit_observer.h"

namespace dsprep::split {

std::string counted(std::uint64_t n, std::string_view one, std::string_view many);  // "1 key", "1,234 keys"
double share_of(std::uint64_t n, std::uint64_t all);                                // of none: 0

// Lives as long as a call of decide().
class AssignmentReport {
 public:
  // `names`: of the parts; the first `named` of them are asked for, others take what is left.
  AssignmentReport(const UnitPlan& plan, std::vector<std::string> names, std::size_t named, Decider& decider)
      : plan_(plan), names_(std::move(names)), named_(named), decider_(decider), findings_(decider.findings()) {}

  Findings& findings() { return findings_; }
  const std::vector<std::string>& names() const { return names_; }
  void metric(std::string name, std::uint64_t value);
  void warn(std::string text, std::string remedy = {}, Warning::Severity severity = Warning::Severity::warning);
  std::string place(const RecordId& id) const;  // "train.jsonl:17"

  void units(const Assignment& made);                                // metrics units and largest_unit
  void clashes(const Assignment& made);                              // keys and groups that stand in several sources
  void shared_keys(const Assignment& made);                          // keys that are of several strata
  void rare_strata(const Assignment& made, std::string_view parts);  // fewer records than `parts`, say, "folds"
  void large_unit(const Assignment& made);                           // larger than the smallest part was to be
  // The largest deviation of a stratum's share of a part from its share of all.
  double largest_deviation(const Assignment& made) const;
  Finding strata(const Assignment& made) const;  // labels by part: records and shares

 private:
  const UnitPlan& plan_;
  const std::vector<std::string> names_;
  const std::size_t named_;
  Decider& decider_;
  Findings& findings_;
};

}  // namespace dsprep::split

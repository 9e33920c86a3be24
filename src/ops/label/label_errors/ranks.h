// Ranks: how every record stands among those of its label, sorted; and which ones are taken.
//
// Entry: kind, given label and class (4 bytes each), rank (8 bytes: the first ones are taken first), place in the input
// (16), the label again, and whether the record may be an issue: one that agrees with its label takes a rank, but is
// none.
#pragma once

#include <memory>
#include <string>
#include <tuple>
#include <vector>

#include "ops/label/label_errors/plan.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"

namespace dsprep::ops::label_errors {

// Confident joint and numbers of issues, added up.
class Joint {
 public:
  void count(std::uint32_t label, std::uint32_t confident, std::size_t classes);
  void merge(Joint&& next);
  Status save(ByteSink& sink);
  Status load(ByteSource& source);
  Counts cells;  // empty: no record yet
};

class RankExtractor {
 public:
  struct Totals {
    std::uint64_t records = 0, confident_issues = 0;
    Joint joint;
    Joint issues;  // label × most probable class, of methods that need no ranks
    auto all() { return std::tie(records, confident_issues, joint, issues); }
  };
  RankExtractor(const Plan& plan, const Classes& classes) : plan_(plan), classes_(classes), reader_(plan.fields) {}
  Status extract(const Record& record, Totals& totals, spill::Sorter& entries);

 private:
  Status add(spill::Sorter& entries, char kind, std::uint32_t label, std::uint32_t other, double rank, bool issue,
             const RecordId& id);

  const Plan& plan_;
  const Classes& classes_;
  RowReader reader_;
  std::vector<double> p_;
  std::string entry_;
};
using RankObserver = spill::SortedObserver<RankExtractor>;

// Whether a record is an issue, of the methods that need no ranks (confident_learning, predicted_neq_given).
bool is_issue_by_itself(Method method, const Classes& classes, std::uint32_t label, std::span<const double> p);

// The places of the records that are issues, and what the report says. Null where the method needs no ranks.
Result<std::shared_ptr<const spill::SortedTable>> take(const Plan& plan, const Classes& classes,
                                                       RankExtractor::Totals& totals, spill::Sorter& entries,
                                                       Decider& decider);

}  // namespace dsprep::ops::label_errors

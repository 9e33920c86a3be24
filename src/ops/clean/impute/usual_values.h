// Usual values: the mode, mean or median of each group and of the whole dataset, exact, in bounded memory.
#pragma once

#include <memory>
#include <string>

#include "ops/clean/impute/plan.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/totals.h"

namespace dsprep::ops::impute {

// Entries, once for the record's group and once for the whole: group (16 bytes), then of the mode: hash of the value
// (16), RecordId (16), value; of mean and median: the number (8). The values of a group stand together and in order.
class ValueExtractor {
 public:
  using Totals = spill::NoTotals;
  explicit ValueExtractor(const Plan& plan) : plan_(plan) {}
  Status extract(const Record& record, Totals&, spill::Sorter& entries);

 private:
  const Plan& plan_;
  std::string entry_;
};

// Group → the value to fill in, as JSON. A group without any value has no row.
Result<std::shared_ptr<const spill::SortedTable>> find_usual_values(const Plan& plan, spill::Sorter& entries,
                                                                    Decider& decider);

}  // namespace dsprep::ops::impute

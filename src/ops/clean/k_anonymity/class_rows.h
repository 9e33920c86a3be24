// The row of a record: the values of its quasi-identifiers, exact or generalized. Records with equal rows are one
// equivalence class.
#pragma once

#include <string>
#include <string_view>
#include <tuple>

#include "dsprep/op.h"
#include "ops/clean/k_anonymity/plan.h"
#include "spill/sorted_observer.h"
#include "spill/sorter.h"
#include "spill/totals.h"

namespace dsprep::ops::k_anonymity {

// Of one record at a time; keeps its memory. Not thread-safe. REQUIRES the plan to outlive it.
class ClassRows {
 public:
  explicit ClassRows(const Plan& plan) : plan_(plan) {}

  // The row of exact values (next_piece() takes it apart), each behind a letter for its type: 30 and "30" are two
  // values, 30 and 3e1 are one; "-" is a missing value or null. Valid until the next call.
  const std::string& row(const Record& record);

 private:
  const Plan& plan_;
  std::string row_, piece_, scratch_;
};

// A row of exact values as these levels say it. The type counts on level 0 only; on other levels it is text.
std::string generalized_row(const Plan& plan, std::string_view row, const Levels& levels);

// Entries: class_entry() of each record, with the hash of its sensitive value.
class ClassExtractor {
 public:
  using Totals = spill::NoTotals;
  explicit ClassExtractor(const Plan& plan) : plan_(plan), rows_(plan) {}
  Status extract(const Record& record, Totals&, spill::Sorter& entries);

 private:
  const Plan& plan_;
  ClassRows rows_;
  std::string sensitive_, hash_, scratch_;
};

}  // namespace dsprep::ops::k_anonymity

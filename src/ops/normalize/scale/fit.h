// What is noted of each record to fit a Scaling, and how it is made of that.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "dsprep/binder.h"
#include "dsprep/op.h"
#include "ops/normalize/scale/column_totals.h"
#include "ops/normalize/scale/numbers.h"
#include "ops/normalize/scale/scaling.h"
#include "spill/sorted_observer.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::scale {

struct Plan {
  NumberField from;
  Field into;
  std::string into_pointer;
  bool in_place = true, clip = false, keep_missing = false;
  double offset = 1;          // log
  std::optional<PartId> fit;  // all where there is none
  std::string fit_name;       // "train"
  Scaling how;                // all but what is learned
  std::optional<Artifact> saved;
  Counter beyond{};
  spill::Workspace* workspace = nullptr;
};

// Entries, where numbers are wanted in order: shape, column (8 bytes each), number.
class NumberExtractor {
 public:
  struct Totals {
    std::uint64_t others = 0, texts = 0;  // records with numbers that are not fitted on; with texts
    ColumnTotals columns;
    auto all() { return std::tie(others, texts, columns); }
  };
  explicit NumberExtractor(const Plan& plan) : plan_(plan) {}
  Status extract(const Record& record, Totals& totals, spill::Sorter& entries);

 private:
  const Plan& plan_;
  Numbers numbers_;
  std::string key_;
};

using NumberObserver = spill::SortedObserver<NumberExtractor>;

// Fills in the columns. REQUIRES that a record was fitted on. The entries are gone afterwards.
Status learn(const Plan& plan, NumberObserver& observed, Decider& decider, Scaling& scaling);

}  // namespace dsprep::scale

// What pairs are compared by: the shingle set and residue of a text, and its words; read in a second pass.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dedup/text_signature.h"
#include "ops/split/check/anchors.h"
#include "ops/split/check/plan.h"
#include "ops/split/check/survey.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/totals.h"

namespace dsprep::ops::check {

// Entries: number of the record (5), may_be_near or record_may_be_inside (1), words of 64 bits in native order.
class ContentExtractor {
 public:
  using Totals = spill::NoTotals;

  ContentExtractor(std::shared_ptr<const spill::SortedTable> places, const Plan& plan)
      : plan_(plan), places_(std::move(places)), signature_(plan.signature), anchors_(plan.min_words) {}
  Status extract(const Record& record, Totals& totals, spill::Sorter& entries);

 private:
  const Plan& plan_;
  spill::SortedTable::Cursor places_;
  dedup::TextSignature signature_;
  Anchors anchors_;
  std::vector<std::uint64_t> row_;
  std::string entry_;
};

using ContentObserver = spill::SortedObserver<ContentExtractor>;

// Looks at the pairs; those that are leaks go to survey.leaks, each record once: near, or else inside.
Status verify_pairs(const Plan& plan, Survey& survey, spill::Sorter& contents, Decider& decider);

}  // namespace dsprep::ops::check

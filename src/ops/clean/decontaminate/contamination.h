// Contamination: which items of evaluation sets stand in which records: gathered by an observer, then a table by
// record.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "ops/clean/decontaminate/document_frequencies.h"
#include "ops/clean/decontaminate/found_items.h"
#include "ops/clean/decontaminate/known_items.h"
#include "ops/clean/decontaminate/plan.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"

namespace dsprep::ops::decontaminate {

// Entries: RecordId (16 bytes), then an ItemHit, so that the hits of a record stand together as FoundItems wants them.
class HitExtractor {
 public:
  struct Totals {
    std::uint64_t records = 0;
    DocumentFrequencies frequencies;  // of n-grams and texts
    auto all() { return std::tie(records, frequencies); }
  };

  HitExtractor(const Plan& plan, const KnownItems& known) : plan_(plan), known_(known) {}
  Status extract(const Record& record, Totals& totals, spill::Sorter& entries);

 private:
  const Plan& plan_;
  const KnownItems& known_;
  ItemIndex::Scratch scratch_;
  std::vector<ItemMatch> matches_;
  std::vector<std::uint64_t> features_;  // of the record
  std::string entry_;
};

using HitObserver = spill::SortedObserver<HitExtractor>;

// RecordId → its FoundItems (read_found_items), of records that hold any. Hits of n-grams and texts that stand in more
// than Plan::max_records records are set aside. Writes the report.
Result<std::shared_ptr<const spill::SortedTable>> gather(const Plan& plan, const KnownItems& known,
                                                         HitObserver& observed, Decider& decider);

// Of a row of that table, the strongest evidence first. Replaces `found`.
void read_found_items(std::string_view row, std::vector<FoundItem>& found);

}  // namespace dsprep::ops::decontaminate

// CandidateObserver: the observer of a second pass, which gathers the contents of those records that the first pass has
// made candidates, in the order in which they are to be compared. Nothing is kept of other records.
#pragma once

#include <concepts>
#include <memory>
#include <string>
#include <utility>

#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"

namespace dsprep::dedup {

// What records are compared by: appends it to `entry`; false where the record has nothing to compare.
template <class C>
concept CandidateContent = requires(C& content, const Record& record, std::string& entry) {
  { content.append(record, entry) } -> std::same_as<bool>;
};

template <CandidateContent C>
class CandidateExtractor {
 public:
  using Totals = spill::NoTotals;

  // `places`: RecordId → the bytes by which the entry of that record sorts. The rest goes to the content.
  template <class... Args>
  explicit CandidateExtractor(std::shared_ptr<const spill::SortedTable> places, Args&&... args)
      : places_(std::move(places)), content_(std::forward<Args>(args)...) {}

  Status extract(const Record& record, Totals&, spill::Sorter& entries) {
    DSPREP_TRY(const auto place, places_.find(record.id()));
    if (!place) return {};
    entry_.assign(*place);
    return content_.append(record, entry_) ? entries.add(entry_) : Status();
  }

 private:
  spill::SortedTable::Cursor places_;
  C content_;
  std::string entry_;
};

// Entries: place, then content.
template <CandidateContent C>
using CandidateObserver = spill::SortedObserver<CandidateExtractor<C>>;

}  // namespace dsprep::dedup

// UnitObserver: what a split notes of each record before it decides: its UnitRow, the strata, and where near-duplicates
// stay together what finds them.
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <tuple>

#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"
#include "split/near_clusters.h"
#include "split/record_key.h"
#include "split/strata.h"
#include "split/unit_row.h"

namespace dsprep::split {

struct UnitPlan {
  KeyPlan keys;
  std::optional<NearRules> near;
  std::uint64_t bins = 0;  // of the stratify field's numbers; 0: values are strata as they are

  // More than equal keys holds records together (split/join_units.h).
  bool joins() const { return keys.group.bound() || near.has_value(); }
};

// How many records have each of the fields to stratify by. A total.
struct FieldCounts {
  std::array<std::uint64_t, KeyPlan::most_stratify> counts = {};
  void merge(FieldCounts&& next) {
    for (std::size_t i = 0; i < counts.size(); ++i) counts[i] += next.counts[i];
  }
  Status save(ByteSink& sink) const {
    for (const std::uint64_t n : counts) DSPREP_CHECK(spill::put_u64(sink, n));
    return {};
  }
  Status load(ByteSource& source) {
    for (std::uint64_t& n : counts) {
      DSPREP_TRY(n, spill::get_u64(source));
    }
    return {};
  }
};

struct UnitTotals {
  std::uint64_t records = 0;  // that can be assigned
  std::uint64_t numbered = 0;
  FieldCounts present;
  Strata strata;
  spill::Sorter numbers;     // number keys (8), where there are bins
  spill::Sorter signatures;  // DuplicateRow, where near-duplicates are looked for
  explicit UnitTotals(spill::Workspace& workspace) : numbers(workspace), signatures(workspace) {}
  auto all() { return std::tie(records, numbered, present, strata, numbers, signatures); }
};

// Entries: UnitRow; where more than keys holds records together, record_key() in front.
class UnitExtractor {
 public:
  using Totals = UnitTotals;

  explicit UnitExtractor(const UnitPlan& plan) : plan_(plan), key_(plan.keys) {
    if (plan.near) signer_.emplace(*plan.near);
  }

  Status extract(const Record& record, Totals& totals, spill::Sorter& entries) {
    if (key_.read(record)) return {};  // the mapper makes it malformed
    ++totals.records;
    labels_.clear();
    if (!plan_.keys.stratify.empty()) {
      for (std::size_t i = 0; i < plan_.keys.stratify.size(); ++i) totals.present.counts[i] += key_.has_stratify(i);
      append_labels(labels_, key_.labels());
      if (plan_.bins == 0) {
        DSPREP_CHECK(key_.count(record, totals.strata));
      } else if (key_.labels()[0] != RecordKey::none_of_them) {
        ++totals.numbered;
        DSPREP_CHECK(totals.numbers.add(labels_));
      }
    }
    entry_.clear();
    if (plan_.joins()) spill::append_record_key(entry_, record.id());
    const auto source = static_cast<std::uint16_t>(plan_.keys.sources() ? record.source().index : 0);
    append_row(entry_, {key_.hash(), key_.group(), Frozen::none, source, record.id(), labels_});
    DSPREP_CHECK(entries.add(entry_));
    if (!signer_ || !signer_->write(entry_, record.id(), *record.text(plan_.keys.near_text))) return {};
    return totals.signatures.add(entry_);
  }

 private:
  const UnitPlan& plan_;
  RecordKey key_;
  std::optional<NearSigner> signer_;
  std::string labels_, entry_;
};

using UnitObserver = spill::SortedObserver<UnitExtractor>;

}  // namespace dsprep::split

// Survey: what the notes of all records say, read once in order: leaks that are equal keys, drift, and pairs that may
// be near-duplicates or hold one another, which a second pass has to look at.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "dsprep/op.h"
#include "ops/split/check/drift.h"
#include "ops/split/check/leaks.h"
#include "ops/split/check/notes.h"
#include "ops/split/check/parts.h"
#include "ops/split/check/plan.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"

namespace dsprep::ops::check {

// Why a pair is looked at, and what of its records is to be read.
enum : char { may_be_near = 1, record_may_be_inside = 2, other_may_be_inside = 4 };

struct Survey {
  PartList parts;
  Leaks leaks;
  LabelDrift labels;
  LengthDrift lengths;
  std::uint64_t empty_texts = 0, grouped = 0;
  std::uint64_t label_noise = 0;  // texts with several labels within one part
  std::uint64_t skipped = 0;      // members of buckets that were too large to compare all
  // Of pairs: part (2), record (16), other part (2), other (16), why (1); some stand there more than once.
  spill::Sorter pairs;
  // RecordId → its number among those in pairs (5), what is read of it (1).
  std::shared_ptr<const spill::SortedTable> places;

  Survey(const NoteTotals& totals, const Plan& plan)
      : parts(totals.parts, plan),
        leaks(plan.examples),
        labels(parts),
        lengths(parts),
        empty_texts(totals.empty_texts),
        grouped(totals.grouped),
        pairs(*plan.workspace) {}
};

Result<std::unique_ptr<Survey>> survey(const Plan& plan, NoteObserver& observed, Decider& decider);

}  // namespace dsprep::ops::check

// The findings of compare.
#pragma once

#include <optional>
#include <vector>

#include "dsprep/findings.h"
#include "ops/report/compare/field_drift.h"
#include "ops/report/compare/match_records.h"
#include "ops/report/compare/notes.h"
#include "ops/report/compare/word_shift.h"

namespace dsprep::ops::compare {

struct Comparison {
  const Plan& plan;
  const NoteTotals& reference;
  const NoteTotals& current;
  const RecordChanges& changes;
  std::vector<FieldDrift> drifts;
  std::optional<WordShift> words;
};

void tell(const Comparison& comparison, Findings& findings);

}  // namespace dsprep::ops::compare

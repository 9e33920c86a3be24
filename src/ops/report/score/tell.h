// What the scores say, for the report.
#pragma once

#include <string_view>

#include "dsprep/findings.h"
#include "ops/report/score/classification.h"
#include "ops/report/score/translation.h"
#include "spill/sketches.h"

namespace dsprep::ops::score {

void tell_classification(const ClassificationTotals& totals, Findings& findings);
void tell_translation(const TranslationTotals& totals, std::string_view tokenizer, bool lowercase, Findings& findings);
void tell_unscored(const spill::ValueCounts& unscored, Findings& findings);

}  // namespace dsprep::ops::score

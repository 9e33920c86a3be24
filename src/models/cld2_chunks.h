// What the hits of a span say, chunk by chunk of some twenty grams: what CLD2::ProcessHitBuffer does without a vector
// to fill, and faster.
#pragma once

#include "models/cld2_internals.h"

namespace dsprep::models {

// Adds the language of each chunk, with its bytes, score and reliability, to `totals`. `hits`: of the stretch of the
// span that starts at `from`; its linear part is written over. `cjk`: they are of single characters. Distinct words go
// on helping through context.distinct_boost. REQUIRES a context without hints.
void cld2_score_chunks(CLD2::ULScript script, int from, bool cjk, CLD2::ScoringHitBuffer& hits,
                       CLD2::ScoringContext& context, CLD2::DocTote& totals);

}  // namespace dsprep::models

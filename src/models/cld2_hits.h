// The grams of a span that CLD2's tables know: what CLD2::GetQuadHits and CLD2::GetOctaHits put into a hit buffer, and
// faster.
#pragma once

#include "models/cld2_internals.h"

namespace dsprep::models {

// Groups of up to four letters of a word, from text[from] on, until `until` or the buffer is full; adds to hits.base.
// Where it stopped. `text`: a span of Cld2Spans (text[0] is a space, three spaces follow its end).
int cld2_quad_hits(const char* text, int from, int until, const CLD2::ScoringTables& tables,
                   CLD2::ScoringHitBuffer& hits);

// The words of the same stretch and pairs of them, each by its first eight letters; adds to hits.delta and
// hits.distinct.
void cld2_word_hits(const char* text, int from, int until, const CLD2::ScoringTables& tables,
                    CLD2::ScoringHitBuffer& hits);

}  // namespace dsprep::models

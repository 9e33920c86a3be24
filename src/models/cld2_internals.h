// What libcld2 exports and no header it installs declares. The names are those of compact_lang_det_impl.cc and of the
// generated tables (git 2015-08-06, the one version Debian has); tests/unit/models/cld2.cpp holds what is built of them
// to CLD2's public function.
#pragma once

#include <cstdio>  // the headers of cld2 need FILE

#include <cld2/internal/compact_lang_det_impl.h>
#include <cld2/internal/scoreonescriptspan.h>
#include <cld2/internal/tote.h>

namespace CLD2 {

extern const UTF8PropObj cld_generated_CjkUni_obj;
extern const CLD2TableSummary kCjkCompat_obj, kCjkDeltaBi_obj, kDistinctBiTable_obj, kQuad_obj, kQuad_obj2,
    kDeltaOcta_obj, kDistinctOcta_obj;
extern const short kAvgDeltaOctaScore[];

// Whether the front of a long span has so many spaces or repeats that the text should be squeezed.
bool CheapSqueezeTriggerTest(const char* src, int src_len, int testsize);
// Takes the words out that the text before them predicts; the length that is left. `tbl`: 4,096 zeros for a text, with
// `hash` 0.
int CheapRepWordsInplace(char* isrc, int src_len, int* hash, int* tbl);
// All hits in the order of their places, and where among them each chunk starts.
void LinearizeHitBuffer(int letter_offset, ScoringContext* scoringcontext, bool more_to_come, bool score_cjk,
                        ScoringHitBuffer* hitbuffer);
bool SameCloseSet(Language lang1, Language lang2);
void SpliceHitBuffer(ScoringHitBuffer* hitbuffer, int next_offset);
void RefineScoredClosePairs(DocTote* doc_tote, ResultChunkVector* resultchunkvector, bool html, bool quiet);
void ExtractLangEtc(DocTote* doc_tote, int total_text_bytes, int* reliable_percent3, Language* language3, int* percent3,
                    double* normalized_score3, int* text_bytes, bool* is_reliable);
void CalcSummaryLang(DocTote* doc_tote, int total_text_bytes, const int* reliable_percent3, const Language* language3,
                     const int* percent3, Language* summary_lang, bool* is_reliable, bool html, bool quiet, int flags);

}  // namespace CLD2

#include "models/cld2_detect.h"

#include <cld2/internal/cldutil.h>

#include "models/cld2_chunks.h"
#include "models/cld2_hits.h"

namespace dsprep::models {
namespace {

// CLD2's own limits (compact_lang_det_impl.cc).
constexpr int long_span = 2048;          // bytes: such a span may be repetitive
constexpr int squeeze_test = 256;        // its bytes that are looked at
constexpr int short_text = 256;          // bytes of letters: no second look
constexpr int good_percent = 70;         // of the best language
constexpr int good_percent_of_two = 93;  // of the two best
constexpr std::size_t predictions = 4096;

}  // namespace

Cld2Summary Cld2Detect::operator()(std::string_view text) {
  Cld2Summary summary;
  for (int flags = CLD2::kCLDFlagBestEffort; flags != 0 && !text.empty();) flags = look(text, flags, summary);
  return summary;
}

void Cld2Detect::score(const CLD2::LangSpan& span, CLD2::ScoringContext& context, CLD2::DocTote& totals) {
  const CLD2::ULScriptRType type = CLD2::ULScriptRecognitionType(span.ulscript);
  context.ulscript = span.ulscript;
  // Scripts of one language, or of none.
  if (type != CLD2::RTypeMany && type != CLD2::RTypeCJK)
    return CLD2::ScoreOneScriptSpan(span, &context, &totals, nullptr);
  const bool cjk = type == CLD2::RTypeCJK;
  hits_->init();
  hits_->lowest_offset = 1;
  for (int at = 1, end; at < span.text_bytes; at = end) {
    if (cjk) {
      end = CLD2::GetUniHits(span.text, at, span.text_bytes, &context, hits_.get());
      CLD2::GetBiHits(span.text, at, end, &context, hits_.get());
    } else {
      end = cld2_quad_hits(span.text, at, span.text_bytes, tables_, *hits_);
      cld2_word_hits(span.text, at, end, tables_, *hits_);
    }
    cld2_score_chunks(span.ulscript, at, cjk, *hits_, context, totals);
    CLD2::SpliceHitBuffer(hits_.get(), end);
  }
}

// One look at the whole text; the flags of the next look, 0 where this was the last.
int Cld2Detect::look(std::string_view text, int flags, Cld2Summary& summary) {
  const bool last = flags & CLD2::kCLDFlagFinish, squeeze = flags & CLD2::kCLDFlagSqueeze,
             without_repeats = flags & CLD2::kCLDFlagRepeats;
  CLD2::DocTote totals;
  CLD2::ScoringContext context = {};  // no hints
  context.scoringtables = &tables_;
  int bytes = 0, hash = 0;
  if (without_repeats) predicted_.assign(predictions, 0);
  spans_.begin(text);
  for (CLD2::LangSpan span; spans_.next(span); bytes += span.text_bytes) {
    if (squeeze) {
      span.text_bytes = CLD2::CheapSqueezeInplace(span.text, span.text_bytes, 0);
    } else if (span.text_bytes > long_span && !last &&
               CLD2::CheapSqueezeTriggerTest(span.text, span.text_bytes, squeeze_test)) {
      return flags | CLD2::kCLDFlagSqueeze;
    }
    if (without_repeats)
      span.text_bytes = CLD2::CheapRepWordsInplace(span.text, span.text_bytes, &hash, predicted_.data());
    score(span, context, totals);
  }
  CLD2::RefineScoredClosePairs(&totals, nullptr, false, false);
  totals.Sort(3);
  int reliable_percents[3], text_bytes = 0;
  double scores[3];
  CLD2::ExtractLangEtc(&totals, bytes, reliable_percents, summary.languages.data(), summary.percents.data(), scores,
                       &text_bytes, &summary.reliable);
  const bool good = last || bytes <= short_text ||
                    (summary.reliable && (summary.percents[0] >= good_percent ||
                                          summary.percents[0] + summary.percents[1] >= good_percent_of_two));
  if (!good) return flags | CLD2::kCLDFlagTop40 | CLD2::kCLDFlagRepeats | CLD2::kCLDFlagFinish;
  CLD2::Language best;
  CLD2::CalcSummaryLang(&totals, bytes, reliable_percents, summary.languages.data(), summary.percents.data(), &best,
                        &summary.reliable, false, false, flags);
  return 0;
}

}  // namespace dsprep::models

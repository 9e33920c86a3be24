#include "models/cld2_chunks.h"

#include <cld2/internal/cldutil.h>
#include <cld2/internal/cldutil_shared.h>

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>

namespace dsprep::models {
namespace {

// Scores of a chunk by language, numbered within its script: CLD2::Tote without a branch for each score.
class Scores {
 public:
  void clear() {
    scores_.fill(0);
    groups_ = 0;
  }
  // Up to three languages, a byte each, and in the lowest byte which probabilities they have.
  void add(std::uint32_t languages) {
    const CLD2::uint8* const logs = CLD2::LgProb2TblEntry(static_cast<int>(languages & 0xff));
    for (int i = 0; i < 3; ++i) {
      const std::uint32_t language = languages >> (8 * (i + 1)) & 0xff;
      scores_[language] = static_cast<std::uint16_t>(scores_[language] + CLD2::LgProb3(logs, i));
      groups_ |= std::uint64_t{language != 0} << (language / 4);
    }
  }
  // The two best, the lower number first of equals, -1 where there is none. Of languages without a score only those
  // count whose group of four has one with a score, as in CLD2.
  std::array<int, 2> best() {
    scores_[0] = 0;  // 0 stands for no language
    std::array<int, 2> found = {-1, -1};
    int most[2] = {-1, -1};
    for (std::uint64_t left = groups_; left != 0; left &= left - 1) {
      const int group = 4 * std::countr_zero(left);
      for (int language = group; language < group + 4; ++language) {
        const int score = scores_[static_cast<std::size_t>(language)];
        if (score <= most[1]) continue;
        const bool first = score > most[0];
        most[1] = first ? most[0] : score;
        found[1] = first ? found[0] : language;
        if (!first) continue;
        most[0] = score;
        found[0] = language;
      }
    }
    return found;
  }
  int of(int language) const { return language < 0 ? 0 : scores_[static_cast<std::size_t>(language)]; }

 private:
  std::array<std::uint16_t, 256> scores_;
  std::uint64_t groups_;
};

}  // namespace

void cld2_score_chunks(CLD2::ULScript script, int from, bool cjk, CLD2::ScoringHitBuffer& hits,
                       CLD2::ScoringContext& context, CLD2::DocTote& totals) {
  CLD2::LinearizeHitBuffer(from, &context, false, cjk, &hits);
  CLD2::LangBoosts& distinct =
      script == CLD2::ULScript_Latin ? context.distinct_boost.latn : context.distinct_boost.othr;
  Scores scores;
  for (int i = 0; i < hits.next_chunk_start && i < CLD2::kMaxSummaries; ++i) {
    const int begin = hits.chunk_start[i], end = hits.chunk_start[i + 1];
    int grams = 0;
    scores.clear();
    for (int k = begin; k < end; ++k) {
      const CLD2::LangprobHit& hit = hits.linear[k];
      scores.add(hit.langprob);
      grams += hit.type <= CLD2::QUADHIT;
      if (hit.type == CLD2::DISTINCTHIT) {
        distinct.langprob[distinct.n] = hit.langprob;
        distinct.n = distinct.wrap(distinct.n + 1);
      }
    }
    for (const std::uint32_t boost : distinct.langprob)
      if (boost != 0) scores.add(boost);
    const auto [first, second] = scores.best();
    const CLD2::Language language = CLD2::FromPerScriptNumber(script, static_cast<CLD2::uint8>(first));
    const CLD2::Language other = CLD2::FromPerScriptNumber(script, static_cast<CLD2::uint8>(second));
    const int bytes = hits.linear[end].offset - hits.linear[begin].offset, score = scores.of(first);
    const int expected = context.scoringtables->kExpectedScore[language * 4 + CLD2::LScript4(script)];
    const int apart =
        CLD2::SameCloseSet(language, other) ? 100 : CLD2::ReliabilityDelta(score, scores.of(second), grams);
    const int usual = CLD2::ReliabilityExpected(bytes > 0 ? score * 1024 / bytes : 0, expected);
    totals.Add(static_cast<CLD2::uint16>(language), bytes, score, std::min(apart, usual));
  }
}

}  // namespace dsprep::models

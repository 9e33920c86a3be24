// BLEU, chrF and chrF++ of a corpus: integer statistics of each segment, added up, so that neither order nor threads
// show.
//
// As sacreBLEU 2.6.0 computes them (Papineni et al. 2002; Popović 2015, 2017; Post 2018).
#pragma once

#include <array>
#include <cstdint>
#include <deque>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "ops/report/score/bleu_tokens.h"
#include "ops/report/score/ngrams.h"
#include "text/interner.h"

namespace dsprep::ops::score {

inline constexpr std::size_t bleu_order = 4, char_order = 6, word_order = 2, chrf_orders = char_order + word_order;

// Of a hypothesis and a reference: n-grams of each and of both.
struct Matches {
  std::uint64_t hypothesis = 0, reference = 0, both = 0;
};
using ChrfMatches = std::array<Matches, chrf_orders>;

struct TranslationTotals {
  std::uint64_t segments = 0, exact = 0;  // exact: equal to a reference, white space at the ends apart
  std::uint64_t hypothesis_length = 0, reference_length = 0;
  std::array<std::uint64_t, bleu_order> correct{}, total{};
  ChrfMatches chrf{}, chrf_plus{};                      // of the reference that is best by chrF, and by chrF++
  std::uint64_t references = 0, fewest_references = 0;  // the largest and the least number of a segment

  void merge(const TranslationTotals& next);
  Status save(ByteSink& sink);
  Status load(ByteSource& source);
};

// Counts one segment after the other. One per worker.
class TranslationCounter {
 public:
  TranslationCounter(BleuTokenizer tokenizer, bool lowercase) : tokens_(tokenizer), lowercase_(lowercase) {}
  // REQUIRES at least one reference.
  void count(std::string_view hypothesis, std::span<const std::string_view> references, TranslationTotals& totals);

 private:
  void count_bleu(TranslationTotals& totals);
  void count_chrf(TranslationTotals& totals);

  // Numbers of all n-grams into ids_, those of order n in n's place; of words behind those of characters.
  void number_chrf(std::string_view text);

  BleuTokens tokens_;
  bool lowercase_;
  text::Interner interner_;
  Ngrams ngrams_;
  std::deque<std::string> texts_, lowered_;          // by segment: tokenized; in lower case. Addresses stay
  std::vector<std::string_view> segments_, pieces_;  // the references, and last the hypothesis
  std::vector<std::uint32_t> characters_;
  std::array<std::vector<std::uint32_t>, chrf_orders> ids_;
  // By n-gram: how often in the hypothesis; at most in a reference; in the text at hand.
  std::vector<std::uint32_t> counts_, most_, now_;
  std::vector<std::uint8_t> order_;  // by n-gram: its tokens - 1
  std::vector<TextSpan> spans_;
};

double bleu(const TranslationTotals& totals);  // 0 to 100; smoothing "exp", as sacreBLEU's default
double brevity_penalty(const TranslationTotals& totals);
double chrf(const ChrfMatches& matches, std::size_t orders);  // 0 to 100; beta 2
std::string bleu_signature(const TranslationTotals& totals, std::string_view tokenizer, bool lowercase);

}  // namespace dsprep::ops::score

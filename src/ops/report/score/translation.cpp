#include "ops/report/score/translation.h"

#include <algorithm>

#include "base/portable_math.h"
#include "spill/wire.h"
#include "text/normalize.h"
#include "text/segment.h"
#include "text/space_at.h"
#include "text/trim.h"
#include "text/utf8.h"

namespace dsprep::ops::score {
namespace {

// Words with the punctuation at one of their ends split off, as chrF++.py does.
void chrf_words(std::string_view text, const std::vector<TextSpan>& spans, std::vector<std::string_view>& words) {
  constexpr std::string_view marks = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
  words.clear();
  for (const TextSpan& span : spans) {
    const std::string_view word = span.of(text);
    const bool single = text::char_length(word[0]) == word.size();
    if (!single && marks.find(word.back()) != std::string_view::npos) {
      words.push_back(word.substr(0, word.size() - 1));
      words.push_back(word.substr(word.size() - 1));
    } else if (!single && marks.find(word.front()) != std::string_view::npos) {
      words.push_back(word.substr(0, 1));
      words.push_back(word.substr(1));
    } else {
      words.push_back(word);
    }
  }
}

}  // namespace

void TranslationTotals::merge(const TranslationTotals& next) {
  if (next.segments == 0) return;
  fewest_references = segments == 0 ? next.fewest_references : std::min(fewest_references, next.fewest_references);
  references = std::max(references, next.references);
  segments += next.segments;
  exact += next.exact;
  hypothesis_length += next.hypothesis_length;
  reference_length += next.reference_length;
  for (std::size_t n = 0; n < bleu_order; ++n) {
    correct[n] += next.correct[n];
    total[n] += next.total[n];
  }
  for (std::size_t n = 0; n < chrf_orders; ++n)
    for (const auto& [ours, theirs] :
         {std::pair{&chrf[n], &next.chrf[n]}, std::pair{&chrf_plus[n], &next.chrf_plus[n]}}) {
      ours->hypothesis += theirs->hypothesis;
      ours->reference += theirs->reference;
      ours->both += theirs->both;
    }
}

namespace {

template <class Totals, class Each>
Status each_number(Totals& totals, const Each& each) {
  for (auto* n : {&totals.segments, &totals.exact, &totals.hypothesis_length, &totals.reference_length,
                  &totals.references, &totals.fewest_references})
    DSPREP_CHECK(each(*n));
  for (auto& n : totals.correct) DSPREP_CHECK(each(n));
  for (auto& n : totals.total) DSPREP_CHECK(each(n));
  for (auto* matches : {&totals.chrf, &totals.chrf_plus})
    for (auto& match : *matches)
      for (auto* n : {&match.hypothesis, &match.reference, &match.both}) DSPREP_CHECK(each(*n));
  return {};
}

}  // namespace

Status TranslationTotals::save(ByteSink& sink) {
  return each_number(*this, [&](std::uint64_t n) { return spill::put_u64(sink, n); });
}

Status TranslationTotals::load(ByteSource& source) {
  return each_number(*this, [&](std::uint64_t& n) -> Status {
    DSPREP_TRY(n, spill::get_u64(source));
    return {};
  });
}

void TranslationCounter::count(std::string_view hypothesis, std::span<const std::string_view> references,
                               TranslationTotals& totals) {
  // The last one is the hypothesis.
  texts_.resize(std::max(texts_.size(), references.size() + 1));
  segments_.assign(references.begin(), references.end());
  segments_.push_back(hypothesis);
  if (lowercase_) {
    lowered_.resize(std::max(lowered_.size(), segments_.size()));
    for (std::size_t i = 0; i < segments_.size(); ++i) {
      text::to_lower(segments_[i], lowered_[i]);
      segments_[i] = lowered_[i];
    }
  }
  totals.fewest_references =
      totals.segments == 0 ? references.size() : std::min<std::uint64_t>(totals.fewest_references, references.size());
  totals.references = std::max<std::uint64_t>(totals.references, references.size());
  ++totals.segments;
  const std::string_view own = text::trim(segments_.back());
  for (std::size_t i = 0; i + 1 < segments_.size(); ++i)
    if (text::trim(segments_[i]) == own) {
      ++totals.exact;
      break;
    }
  count_bleu(totals);
  count_chrf(totals);
}

void TranslationCounter::count_bleu(TranslationTotals& totals) {
  interner_.clear();
  ngrams_.clear();
  counts_.assign(1, 0);
  most_.assign(1, 0);
  order_.assign(1, 0);
  std::uint64_t hypothesis_length = 0;
  // The hypothesis first, since the reference of the closest length counts.
  std::uint64_t closest = 0;
  for (std::size_t turn = 0; turn < segments_.size(); ++turn) {
    const std::size_t i = turn == 0 ? segments_.size() - 1 : turn - 1;
    const bool reference = turn > 0;
    tokens_.split(segments_[i], texts_[i], pieces_);
    characters_.clear();
    for (const std::string_view piece : pieces_) characters_.push_back(interner_.number(piece));
    const std::uint64_t length = characters_.size();
    if (!reference) {
      hypothesis_length = length;
    } else {
      const auto away = [&](std::uint64_t n) {
        return n > hypothesis_length ? n - hypothesis_length : hypothesis_length - n;
      };
      if (turn == 1 || away(length) < away(closest) || (away(length) == away(closest) && length < closest))
        closest = length;
    }
    now_.assign(ngrams_.size(), 0);
    for (std::size_t start = 0; start < characters_.size(); ++start) {
      std::uint32_t id = Ngrams::start;
      for (std::size_t n = 0; n < bleu_order && start + n < characters_.size(); ++n) {
        id = ngrams_.number(id, characters_[start + n]);
        if (id >= now_.size()) {
          now_.resize(id + 1);
          counts_.resize(id + 1);
          most_.resize(id + 1);
          order_.resize(id + 1);
          order_[id] = static_cast<std::uint8_t>(n);
        }
        ++now_[id];
      }
    }
    for (std::size_t id = 0; id < now_.size(); ++id) {
      if (!reference) counts_[id] = now_[id];
      else most_[id] = std::max(most_[id], now_[id]);
    }
  }
  totals.hypothesis_length += hypothesis_length;
  totals.reference_length += closest;
  for (std::size_t id = 1; id < counts_.size(); ++id) {
    totals.total[order_[id]] += counts_[id];
    totals.correct[order_[id]] += std::min(counts_[id], most_[id]);
  }
}

void TranslationCounter::number_chrf(std::string_view segment) {
  characters_.clear();
  for (std::size_t at = 0; at < segment.size();) {
    if (const std::size_t space = text::space_at(segment, at); space > 0) at += space;
    else characters_.push_back(static_cast<std::uint32_t>(text::decode(segment, at)));
  }
  for (std::vector<std::uint32_t>& ids : ids_) ids.clear();
  for (std::size_t start = 0; start < characters_.size(); ++start) {
    std::uint32_t id = Ngrams::start;
    for (std::size_t n = 0; n < char_order && start + n < characters_.size(); ++n)
      ids_[n].push_back(id = ngrams_.number(id, characters_[start + n]));
  }
  text::split_whitespace(segment, spans_);
  chrf_words(segment, spans_, pieces_);
  constexpr std::uint32_t word = 0x80000000;  // no code point
  characters_.clear();
  for (const std::string_view piece : pieces_) characters_.push_back(word | interner_.number(piece));
  for (std::size_t start = 0; start < characters_.size(); ++start) {
    std::uint32_t id = Ngrams::start;
    for (std::size_t n = 0; n < word_order && start + n < characters_.size(); ++n)
      ids_[char_order + n].push_back(id = ngrams_.number(id, characters_[start + n]));
  }
}

void TranslationCounter::count_chrf(TranslationTotals& totals) {
  interner_.clear();
  ngrams_.clear();
  number_chrf(segments_.back());
  std::array<std::uint64_t, chrf_orders> own{};
  counts_.assign(ngrams_.size(), 0);
  for (std::size_t n = 0; n < chrf_orders; ++n) {
    own[n] = ids_[n].size();
    for (const std::uint32_t id : ids_[n]) ++counts_[id];
  }
  ChrfMatches best{}, best_plus{};
  double best_score = -1, best_plus_score = -1;
  for (std::size_t i = 0; i + 1 < segments_.size(); ++i) {
    number_chrf(segments_[i]);
    ChrfMatches matches{};
    now_.assign(ngrams_.size(), 0);
    for (std::size_t n = 0; n < chrf_orders; ++n) {
      matches[n].reference = ids_[n].size();
      matches[n].hypothesis = ids_[n].empty() ? 0 : own[n];
      for (const std::uint32_t id : ids_[n])
        if (id < counts_.size() && now_[id]++ < counts_[id]) ++matches[n].both;
    }
    if (const double score = score::chrf(matches, char_order); score > best_score) {
      best_score = score;
      best = matches;
    }
    if (const double score = score::chrf(matches, chrf_orders); score > best_plus_score) {
      best_plus_score = score;
      best_plus = matches;
    }
  }
  for (std::size_t n = 0; n < chrf_orders; ++n)
    for (const auto& [into, from] :
         {std::pair{&totals.chrf[n], &best[n]}, std::pair{&totals.chrf_plus[n], &best_plus[n]}}) {
      into->hypothesis += from->hypothesis;
      into->reference += from->reference;
      into->both += from->both;
    }
}

double brevity_penalty(const TranslationTotals& totals) {
  if (totals.hypothesis_length >= totals.reference_length) return 1;
  if (totals.hypothesis_length == 0) return 0;
  return base::exp(1 - static_cast<double>(totals.reference_length) / static_cast<double>(totals.hypothesis_length));
}

double bleu(const TranslationTotals& totals) {
  double sum = 0, smooth = 1;
  if (std::all_of(totals.correct.begin(), totals.correct.end(), [](std::uint64_t n) { return n == 0; })) return 0;
  for (std::size_t n = 0; n < bleu_order; ++n) {
    if (totals.total[n] == 0) return 0;
    double precision = 0;
    if (totals.correct[n] == 0) precision = 100.0 / ((smooth *= 2) * static_cast<double>(totals.total[n]));
    else precision = 100.0 * static_cast<double>(totals.correct[n]) / static_cast<double>(totals.total[n]);
    sum += base::log(precision);
  }
  return brevity_penalty(totals) * base::exp(sum / bleu_order);
}

double chrf(const ChrfMatches& matches, std::size_t orders) {
  double precision = 0, recall = 0;
  int counted = 0;
  for (std::size_t n = 0; n < orders; ++n) {
    const auto [hypothesis, reference, both] = matches[n];
    if (hypothesis == 0 || reference == 0) continue;
    precision += static_cast<double>(both) / static_cast<double>(hypothesis);
    recall += static_cast<double>(both) / static_cast<double>(reference);
    ++counted;
  }
  if (counted == 0) return 0;
  precision /= counted;
  recall /= counted;
  if (precision + recall == 0) return 0;
  constexpr double factor = 4;  // beta squared
  return 100 * ((1 + factor) * precision * recall) / (factor * precision + recall);
}

std::string bleu_signature(const TranslationTotals& totals, std::string_view tokenizer, bool lowercase) {
  return "nrefs:" +
         (totals.references == totals.fewest_references ? std::to_string(totals.references) : std::string("var")) +
         "|case:" + (lowercase ? "lc" : "mixed") + "|eff:no|tok:" + std::string(tokenizer) +
         "|smooth:exp|version:2.6.0";
}

}  // namespace dsprep::ops::score

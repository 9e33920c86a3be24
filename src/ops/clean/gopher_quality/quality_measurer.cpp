#include "ops/clean/gopher_quality/quality_measurer.h"

#include <algorithm>

#include "base/ratio.h"
#include "ops/clean/gopher_quality/line_counts.h"
#include "ops/clean/gopher_quality/symbol_counts.h"
#include "text/classes.h"
#include "text/punctuation.h"
#include "text/utf8.h"

namespace dsprep::ops::gopher_quality {
namespace {

using base::ratio;

// dclm counts fastText's tokens, which are parted by NUL, TAB, LF, VT, FF, CR and space alone, that begin with a letter
// or a number.
std::uint64_t count_fasttext_words(const TextView& view) {
  const std::string_view text = view.text();
  const std::span<const TextSpan> words = view.words(WordModel::whitespace);
  const std::span<const WordFacts> facts = view.word_facts(WordModel::whitespace);
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const std::uint32_t begin = words[i].begin;
    const char before = begin == 0 ? ' ' : text[begin - 1];
    count += facts[i].starts_alphanumeric && (before == ' ' || (before >= '\t' && before <= '\r'));
  }
  for (std::size_t nul = text.find('\0'); nul != std::string_view::npos; nul = text.find('\0', nul + 1)) {
    std::size_t next = nul + 1;  // within a word, for others NUL is no white space
    if (next < text.size())
      count += (text::classes_of(text::decode(text, next)) & (text::letter | text::digit | text::other_number)) != 0;
  }
  return count;
}

bool is_symbol_word(std::string_view word) {
  for (std::size_t i = 0; i < word.size();)
    if (!text::is_datatrove_punctuation(text::decode(word, i))) return false;
  return true;
}

}  // namespace

Measured QualityMeasurer::measure(const TextView& view, bool symbols, bool lines) {
  const std::span<const TextSpan> words = view.words(plan_.model);
  const std::span<const WordFacts> facts = view.word_facts(plan_.model);
  Measured m{};
  measure_words(view, words, facts, m);
  if (symbols) measure_symbols(view, words, m);
  if (lines) {
    const LineCounts counts = count_lines(view, plan_.variant);
    m.bullets = ratio(counts.bullets, counts.lines);
    m.line_ellipses = ratio(counts.ellipses, counts.lines);
  }
  if (words.empty()) measure_nothing(m);
  return m;
}

double QualityMeasurer::count_stop_words(const TextView& view, double enough) {
  const bool distinct = plan_.distinct_stop_words;
  const WordSet::Counts counts = plan_.stop_words.count(view, plan_.model, seen_, [&](const WordSet::Counts& so_far) {
    return static_cast<double>(distinct ? so_far.distinct : so_far.all) >= enough;
  });
  return static_cast<double>(distinct ? counts.distinct : counts.all);
}

void QualityMeasurer::measure_words(const TextView& view, std::span<const TextSpan> words,
                                    std::span<const WordFacts> facts, Measured& m) {
  std::uint64_t chars = 0, counted = 0, alpha = 0;
  for (const WordFacts& fact : facts) {
    chars += fact.chars;
    alpha += fact.has_letter;
  }
  counted = words.size();
  if (plan_.variant == Variant::datatrove) {  // words of symbols have no length
    for (std::size_t i = 0; i < words.size(); ++i) {
      if (facts[i].has_letter || !is_symbol_word(words[i].of(view.text()))) continue;
      chars -= facts[i].chars;
      --counted;
    }
  }
  m.words = static_cast<double>(counted);
  m.word_length = ratio(chars, counted);
  m.alpha_words = ratio(alpha, words.size());
  if (plan_.variant == Variant::dolma) m.word_length = median(facts);
  if (plan_.variant == Variant::dclm) {
    m.words = plan_.own_words ? static_cast<double>(count_fasttext_words(view))
                              : static_cast<double>(std::count_if(facts.begin(), facts.end(), [](const WordFacts& f) {
                                  return f.starts_alphanumeric;
                                }));
  }
}

double QualityMeasurer::median(std::span<const WordFacts> facts) {
  if (facts.empty()) return 0;
  counts_of_lengths_.fill(0);
  for (const WordFacts& fact : facts) ++counts_of_lengths_[std::min<std::uint32_t>(fact.chars, last_length)];
  const double upper = length_at(facts, facts.size() / 2);
  return facts.size() % 2 == 1 ? upper : (length_at(facts, facts.size() / 2 - 1) + upper) / 2;
}

double QualityMeasurer::length_at(std::span<const WordFacts> facts, std::size_t place) {
  std::size_t before = 0;
  for (std::uint32_t length = 0; length < last_length; ++length) {
    before += counts_of_lengths_[length];
    if (place < before) return length;
  }
  lengths_.clear();  // half of the words are long: sort those
  for (const WordFacts& fact : facts)
    if (fact.chars >= last_length) lengths_.push_back(fact.chars);
  const auto at = lengths_.begin() + static_cast<std::ptrdiff_t>(place - before);
  std::nth_element(lengths_.begin(), at, lengths_.end());
  return *at;
}

void QualityMeasurer::measure_symbols(const TextView& view, std::span<const TextSpan> words, Measured& m) {
  const SymbolCounts signs = count_symbols(view.text());
  const std::uint64_t ellipses = signs.three_dots + signs.ellipses;
  m.hashes = ratio(signs.hashes, words.size());
  m.ellipses = ratio(ellipses, words.size());
  m.symbols = ratio(signs.hashes + ellipses, words.size());
  if (plan_.variant == Variant::dclm) m.symbols = ratio(signs.hashes + ellipses + signs.spaced_dots, words.size());
  if (plan_.variant == Variant::dolma)
    m.symbols = ratio(signs.hashes + signs.ellipses == 0 ? 0 : count_symbol_words(view.text(), words), words.size());
}

std::uint64_t QualityMeasurer::count_symbol_words(std::string_view text, std::span<const TextSpan> words) {
  return static_cast<std::uint64_t>(std::count_if(words.begin(), words.end(), [&](const TextSpan& span) {
    const std::string_view word = span.of(text);
    return word.find('#') != std::string_view::npos || word.find("…") != std::string_view::npos;
  }));
}

void QualityMeasurer::measure_nothing(Measured& m) const {
  if (plan_.variant == Variant::dolma) m.hashes = m.ellipses = m.symbols = m.alpha_words = 0;
  if (plan_.variant == Variant::dclm) {  // rejected by each of these
    m.word_length = m.alpha_words = 0;
    m.symbols = 1;
  }
}

}  // namespace dsprep::ops::gopher_quality

#include "ops/clean/signals/signal_writer.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <span>

#include "ops/clean/signals/redpajama_text.h"
#include "text/char_facts.h"
#include "text/code_point_table.h"
#include "text/interner.h"
#include "text/occurrences.h"
#include "text/python_case.h"
#include "text/trim.h"
#include "text/utf8.h"

namespace dsprep::ops::signals {
namespace {

// As Python's round(value, 8): through the nearest decimal.
double round8(double value) {
  if (value == 0) return 0;
  char digits[400];
  const auto written = std::to_chars(digits, digits + sizeof digits, value, std::chars_format::fixed, 8);
  double rounded = value;
  std::from_chars(digits, written.ptr, rounded);
  return rounded;
}

bool ends_with(std::string_view text, std::string_view end) {
  return text.size() >= end.size() && text.substr(text.size() - end.size()) == end;
}
bool has_ascii_letter(std::string_view word) {
  return std::any_of(word.begin(), word.end(), [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
}

std::uint64_t count_fact(std::string_view text, std::uint8_t fact) {
  static const text::CodePointTable& facts = text::char_facts();
  std::uint64_t count = 0;
  for (std::size_t i = 0; i < text.size();) count += (facts[text::decode(text, i)] & fact) != 0;
  return count;
}

}  // namespace

std::optional<std::string_view> SignalWriter::write(std::string_view text, const Record& record) {
  read_.read(text);
  out_.clear();
  out_.begin_object();
  if (plan_.ccnet) write_ccnet();
  if (plan_.content) write_content(record);
  if (plan_.natural_language) write_natural_language();
  if (plan_.repetitions) write_repetitions();
  if (plan_.lines) write_lines();
  if (out_.json().size() > most_written) return std::nullopt;
  return out_.end_object().json();
}

void SignalWriter::whole(std::string_view name, double score) {
  span(name);
  out_.number(score).end_array().end_array();
}

void SignalWriter::whole_count(std::string_view name, std::uint64_t score) {
  span(name);
  out_.unsigned_integer(score).end_array().end_array();
}

void SignalWriter::nothing(std::string_view name) {
  span(name);
  out_.null().end_array().end_array();
}

void SignalWriter::span(std::string_view name) {
  out_.key(name).begin_array().begin_array().unsigned_integer(0).unsigned_integer(read_.length);
}

void SignalWriter::share(std::string_view name, std::uint64_t part, std::uint64_t of) {
  if (of == 0) nothing(name);
  else whole(name, round8(static_cast<double>(part) / static_cast<double>(of)));
}

void SignalWriter::write_ccnet() {
  whole_count("ccnet_length", read_.length);
  whole_count("ccnet_nlines", read_.text.empty() ? 0 : text::count_occurrences(read_.text, "\n") + 1);
}

void SignalWriter::write_content(const Record& record) {
  whole("rps_doc_curly_bracket", read_.length == 0
                                     ? 0
                                     : round8(static_cast<double>(text::count_occurrences(read_.text, "{") +
                                                                  text::count_occurrences(read_.text, "}")) /
                                              static_cast<double>(read_.length)));
  if (plan_.bad_phrases) whole_count("rps_doc_ldnoobw_words", count_bad_phrases());
  whole("rps_doc_lorem_ipsum", lorem_ipsum());
  if (plan_.stop_words) {
    std::uint64_t stops = 0;
    for (const TextSpan& word : read_.raw_words) stops += holds(*plan_.stop_words, word.of(read_.text));
    if (read_.words.empty()) whole("rps_doc_stop_word_fraction", 0);
    else share("rps_doc_stop_word_fraction", stops, read_.raw_words.size());
  }
  if (plan_.domains) write_ut1(record);
}

double SignalWriter::lorem_ipsum() const {
  constexpr std::string_view phrase = "lorem ipsum";
  if (read_.normal.find(phrase) == std::string::npos) return 0;
  std::uint64_t found = 0;
  for (std::size_t i = 0; i < read_.normal.size();) {
    const std::size_t size = text::folded_length(read_.normal, i, phrase);
    found += size > 0;
    i += size > 0 ? size : 1;
  }
  return round8(static_cast<double>(found) / static_cast<double>(text::count_chars(read_.normal)));
}

std::uint64_t SignalWriter::count_bad_phrases() {
  std::uint64_t found = 0;
  for (std::size_t i = 0; i < read_.words.size(); ++i) {
    if (!holds(plan_.bad_phrases->first_words, read_.words[i].span.of(read_.normal))) continue;
    for (const std::size_t size : plan_.bad_phrases->sizes) {
      if (i + size > read_.words.size()) continue;
      const TextSpan phrase{read_.words[i].span.begin,
                            read_.words[i + size - 1].span.end};  // words are one space apart
      found += holds(plan_.bad_phrases->phrases, phrase.of(read_.normal));
    }
  }
  return found;
}

void SignalWriter::write_ut1(const Record& record) {
  const std::optional<std::string_view> domain = record.text(plan_.domain);
  const auto at = std::lower_bound(plan_.domains->begin(), plan_.domains->end(), domain.value_or(""),
                                   [](const auto& entry, std::string_view name) { return entry.first < name; });
  if (!domain || at == plan_.domains->end() || at->first != *domain) return nothing("rps_doc_ut1_blacklist");
  span("rps_doc_ut1_blacklist");
  out_.integer(at->second).end_array().end_array();
}

void SignalWriter::write_natural_language() {
  std::uint64_t capitals = 0, with_letter = 0, ellipses = 0;
  for (const TextSpan& span : read_.raw_words) {
    const std::string_view word = span.of(read_.text);
    capitals += is_upper(word);
    with_letter += has_ascii_letter(word);
  }
  for (const SignalText::Line& line : read_.lines) {
    const std::string_view end = text::trim_end(line.raw.of(read_.text));
    ellipses += ends_with(end, "...") || ends_with(end, "…");
  }
  const std::uint64_t raw = read_.raw_words.size(), words = read_.words.size();
  share("rps_doc_frac_all_caps_words", capitals, raw);
  share("rps_doc_frac_lines_end_with_ellipsis", ellipses, read_.lines.size());
  if (raw == 0) nothing("rps_doc_frac_no_alph_words");
  else whole("rps_doc_frac_no_alph_words", round8(1.0 - static_cast<double>(with_letter) / static_cast<double>(raw)));
  share("rps_doc_frac_unique_words", read_.distinct.size(), words);
  share("rps_doc_mean_word_length", read_.word_chars, words);
  whole_count("rps_doc_num_sentences", count_redpajama_sentences(read_.text));
  share("rps_doc_symbol_to_word_ratio",
        text::count_occurrences(read_.text, "#") + text::count_occurrences(read_.text, "...") +
            text::count_occurrences(read_.text, "…"),
        raw);
  if (words == 0) nothing("rps_doc_unigram_entropy");
  else whole("rps_doc_unigram_entropy", round8(entropy()));
  whole_count("rps_doc_word_count", words);
}

double SignalWriter::entropy() {
  counts_.assign(read_.distinct.size(), 0);
  for (const std::uint32_t number : read_.numbers) ++counts_[number];
  const auto total = static_cast<double>(read_.numbers.size());
  double sum = 0;  // in the order of first appearance
  for (const std::uint32_t count : counts_)
    sum += -static_cast<double>(count) / total * std::log(static_cast<double>(count) / total);
  return sum;
}

void SignalWriter::write_repetitions() {
  double top[5] = {}, duplicate[11] = {};  // by n
  ngrams_.start(read_.numbers, read_.distinct.size());
  while (ngrams_.n() < 10 && read_.numbers.size() > static_cast<std::size_t>(ngrams_.n())) {
    ngrams_.next();
    if (ngrams_.distinct() == ngrams_.numbers().size()) break;  // none comes twice, so no longer one does
    if (ngrams_.n() <= 4) top[ngrams_.n()] = in_top_ngram();
    else duplicate[ngrams_.n()] = in_duplicates();
  }
  constexpr std::string_view names[] = {"rps_doc_frac_chars_dupe_5grams", "rps_doc_frac_chars_dupe_6grams",
                                        "rps_doc_frac_chars_dupe_7grams", "rps_doc_frac_chars_dupe_8grams",
                                        "rps_doc_frac_chars_dupe_9grams", "rps_doc_frac_chars_dupe_10grams"};
  for (std::size_t n = 5; n <= 10; ++n) whole(names[n - 5], duplicate[n]);
  whole("rps_doc_frac_chars_top_2gram", top[2]);
  whole("rps_doc_frac_chars_top_3gram", top[3]);
  whole("rps_doc_frac_chars_top_4gram", top[4]);
}

void SignalWriter::count_ngrams() {
  counts_.assign(ngrams_.distinct(), 0);
  for (const std::uint32_t number : ngrams_.numbers()) ++counts_[number];
}

double SignalWriter::in_top_ngram() {
  count_ngrams();
  const auto most = static_cast<std::uint32_t>(std::max_element(counts_.begin(), counts_.end()) - counts_.begin());
  const std::span<const std::uint32_t> numbers = ngrams_.numbers();
  const auto at = static_cast<std::size_t>(std::find(numbers.begin(), numbers.end(), most) - numbers.begin());
  std::uint64_t chars = 0;
  for (std::size_t i = at; i < at + static_cast<std::size_t>(ngrams_.n()); ++i) chars += read_.words[i].chars;
  return round8(static_cast<double>(chars * counts_[most]) / static_cast<double>(read_.word_chars));
}

double SignalWriter::in_duplicates() {
  count_ngrams();
  const std::span<const std::uint32_t> numbers = ngrams_.numbers();
  std::uint64_t chars = 0;
  std::size_t covered = 0;  // words before this one are settled
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    if (counts_[numbers[i]] < 2) continue;
    const std::size_t end = i + static_cast<std::size_t>(ngrams_.n());
    for (covered = std::max(covered, i); covered < end; ++covered) chars += read_.words[covered].chars;
  }
  return round8(static_cast<double>(chars) / static_cast<double>(read_.word_chars));
}

template <class Score>
void SignalWriter::each_line(std::string_view name, Score score) {
  out_.key(name).begin_array();
  for (const SignalText::Line& line : read_.lines) {
    if (out_.json().size() > most_written) return;  // write() says so
    out_.begin_array().unsigned_integer(line.begin).unsigned_integer(line.end);
    score(line);
    out_.end_array();
  }
  out_.end_array();
}

void SignalWriter::write_lines() {
  each_line("rps_lines_ending_with_terminal_punctution_mark", [&](const SignalText::Line& line) {
    const std::string_view end = text::trim_end(line.raw.of(read_.text));
    out_.number(ends_with(end, ".") || ends_with(end, "!") || ends_with(end, "?") || ends_with(end, "\u201d") ? 1 : 0);
  });
  each_line("rps_lines_javascript_counts", [&](const SignalText::Line& line) {
    out_.unsigned_integer(count_word(line.normal.of(read_.normal), "javascript"));
  });
  each_line("rps_lines_num_words", [&](const SignalText::Line& line) {
    const std::string_view normal = line.normal.of(read_.normal);
    out_.unsigned_integer(normal.empty() ? 0 : text::count_occurrences(normal, " ") + 1);
  });
  each_line("rps_lines_numerical_chars_fraction", [&](const SignalText::Line& line) {
    const std::string_view normal = line.normal.of(read_.normal);
    const std::uint64_t chars = text::count_chars(normal);
    out_.number(chars == 0
                    ? 0
                    : round8(static_cast<double>(count_fact(normal, text::fact_numeric)) / static_cast<double>(chars)));
  });
  if (read_.lines.empty()) nothing("rps_lines_start_with_bulletpoint");
  else
    each_line("rps_lines_start_with_bulletpoint", [&](const SignalText::Line& line) {
      out_.number(starts_with_bullet(text::trim_start(line.raw.of(read_.text))) ? 1 : 0);
    });
  each_line("rps_lines_uppercase_letter_fraction", [&](const SignalText::Line& line) {
    out_.number(round8(static_cast<double>(count_fact(line.raw.of(read_.text), text::fact_upper)) /
                       static_cast<double>(line.end - line.begin)));
  });
}

}  // namespace dsprep::ops::signals

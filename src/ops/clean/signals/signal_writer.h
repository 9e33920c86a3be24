// SignalWriter: the quality signals of RedPajama-V2, computed and written as that data set has them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/record.h"
#include "dsprep/value.h"
#include "ops/clean/signals/ngram_numbers.h"
#include "ops/clean/signals/signal_lists.h"
#include "ops/clean/signals/signal_text.h"

namespace dsprep::ops::signals {

struct Plan {
  Field field, to, domain;
  std::string pointer, to_pointer;
  bool ccnet = false, content = false, natural_language = false, repetitions = false, lines = false;
  std::optional<SortedLines> stop_words;
  std::optional<PhraseList> bad_phrases;
  std::optional<DomainNumbers> domains;
};

// Of the signals of one record, in bytes: what --max-record-size is unless it is set. A line of one letter has 120
// bytes of them.
constexpr std::size_t most_written = 256u << 20;

// Owned by one worker.
class SignalWriter {
 public:
  explicit SignalWriter(const Plan& plan)
      : plan_(plan), read_({plan.content || plan.natural_language, plan.natural_language || plan.repetitions}) {}

  // The signals of a text as a JSON object, valid until the next call; nothing where they are larger than most_written.
  std::optional<std::string_view> write(std::string_view text, const Record& record);

  std::size_t lines() const { return read_.lines.size(); }

 private:
  void whole(std::string_view name, double score);
  void whole_count(std::string_view name, std::uint64_t score);
  void nothing(std::string_view name);
  void span(std::string_view name);
  void share(std::string_view name, std::uint64_t part, std::uint64_t of);
  void write_ccnet();
  void write_content(const Record& record);
  double lorem_ipsum() const;
  std::uint64_t count_bad_phrases();
  void write_ut1(const Record& record);
  void write_natural_language();
  double entropy();
  void write_repetitions();
  void count_ngrams();

  // The share of characters in the commonest n-gram; the first of several. Some n-gram comes twice.
  double in_top_ngram();

  // The share of characters in words that some n-gram with a twin covers.
  double in_duplicates();

  template <class Score>
  void each_line(std::string_view name, Score score);
  void write_lines();

  const Plan& plan_;
  SignalText read_;
  std::vector<std::uint32_t> counts_;  // by number
  NgramNumbers ngrams_;
  ValueBuilder out_;
};

}  // namespace dsprep::ops::signals

// RepetitionMeasurer: what the repetition rules of Gopher ask of a text, as each variant counts it.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/record.h"
#include "dsprep/text_view.h"
#include "ops/clean/gopher_repetition/duplicate_finder.h"
#include "ops/clean/gopher_repetition/heaviest_pair.h"
#include "ops/clean/gopher_repetition/joined_repeats.h"
#include "ops/clean/gopher_repetition/ngram_groups.h"
#include "text/gopher_variant.h"
#include "text/interner.h"

namespace dsprep::ops::gopher_repetition {

using Variant = text::GopherVariant;

struct Plan {
  Field field;
  std::string pointer;
  Variant variant = Variant::paper;
  WordModel model = WordModel::whitespace;
  bool alphanumeric_words = false;  // only words that begin with a letter or a number
};

// For n-grams of first_top to last_top words the most frequent one is judged, of first_dup to last_dup all that repeat.
constexpr std::size_t first_top = 2, last_top = 4, first_dup = 5, last_dup = 10;

constexpr double nothing = std::numeric_limits<double>::quiet_NaN();  // a share of no words at all

// Owned by one worker; storage is kept from text to text.
class RepetitionMeasurer {
 public:
  explicit RepetitionMeasurer(const Plan& plan) : plan_(plan) {}

  // As the variant parts the text. REQUIRES a text that is not empty.
  Duplicates lines(const TextView& view);
  Duplicates paragraphs(const TextView& view);

  // Takes up the words; then share_of(n) for n = 2, 3, … in turn.
  void start_words(const TextView& view);

  // The share of characters in the most frequent n-gram (n to last_top) or in all that repeat; NaN: no such n-gram.
  double share_of(std::size_t n);

  // No less than share_of(n), and for most texts found without numbering a word: prose has no pair of words that makes
  // up a twentieth of it, and few runs of five words that come again.
  double share_at_most(std::size_t n);

 private:
  void choose_words();
  JoinedRepeats& joined();
  void group_words(std::size_t n);
  std::uint64_t chars_at(std::size_t position, std::size_t n) const;
  double top_share(std::size_t n) const;
  double duplicate_share(std::size_t n) const;

  const Plan& plan_;
  text::Interner numbers_;
  std::vector<std::uint32_t> counts_;
  std::vector<TextSpan> spans_;
  NgramGroups groups_;
  bool grouped_ = false;  // whether groups_ are those of this text
  JoinedRepeats joined_;
  bool joined_started_ = false;
  HeaviestPair pair_;
  std::optional<std::uint64_t> heaviest_, repeated_;  // what pair_ and joined_ said of this text
  std::vector<std::uint32_t> chosen_ids_;
  std::vector<WordFacts> chosen_facts_;
  std::vector<TextSpan> chosen_words_;

  const TextView* view_ = nullptr;
  std::string_view text_;
  std::span<const TextSpan> words_;
  std::span<const WordFacts> facts_;
  std::uint64_t word_chars_ = 0, text_chars_ = 0;
};

}  // namespace dsprep::ops::gopher_repetition

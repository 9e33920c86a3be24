// QualityMeasurer: what the quality rules of Gopher ask of a text, as each variant counts it.
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/record.h"
#include "dsprep/text_view.h"
#include "ops/clean/gopher_quality/word_set.h"
#include "text/gopher_variant.h"

namespace dsprep::ops::gopher_quality {

using Variant = text::GopherVariant;

struct Plan {
  Field field;
  std::string pointer;
  Variant variant = Variant::paper;
  bool own_words = true;  // the variant's, else `model` for every rule
  WordModel model = WordModel::whitespace;
  WordSet stop_words;
  bool distinct_stop_words = true;
};

// What the rules compare with their limits.
struct Measured {
  double words, word_length, hashes, ellipses, symbols, bullets, line_ellipses, alpha_words;
};

// Owned by one worker; storage is kept from text to text.
class QualityMeasurer {
 public:
  explicit QualityMeasurer(const Plan& plan) : plan_(plan) {}

  // Without `symbols` or `lines`, the values that need them may be anything.
  Measured measure(const TextView& view, bool symbols, bool lines);

  // Or some number that is at least `enough`, where there are at least so many.
  double count_stop_words(const TextView& view, double enough);

 private:
  void measure_words(const TextView& view, std::span<const TextSpan> words, std::span<const WordFacts> facts,
                     Measured& m);
  double median(std::span<const WordFacts> facts);

  // The word length that stands at this place when they are sorted.
  double length_at(std::span<const WordFacts> facts, std::size_t place);
  void measure_symbols(const TextView& view, std::span<const TextSpan> words, Measured& m);
  static std::uint64_t count_symbol_words(std::string_view text, std::span<const TextSpan> words);

  // A text without words: the tools that do not fail have values for it.
  void measure_nothing(Measured& m) const;

  static constexpr std::uint32_t last_length = 63;  // stands for all longer ones, too
  const Plan& plan_;
  std::array<std::uint32_t, last_length + 1> counts_of_lengths_;
  std::vector<std::uint32_t> lengths_;
  std::vector<std::uint8_t> seen_;
};

}  // namespace dsprep::ops::gopher_quality

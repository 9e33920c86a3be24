// TextUnits: the units of one text (lines, paragraphs, runs of sentences) and the hashes each is compared by.
#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"
#include "ops/clean/dedup_lines/line_key.h"

namespace dsprep::ops::dedup_lines {

enum class Unit : std::uint8_t { line, paragraph, sentence };

struct UnitRules {
  Unit unit = Unit::line;
  std::size_t run = 1;  // sentences in a unit; 1 for lines and paragraphs
  LineForm form = LineForm::simple;
  std::uint64_t min_length = 1;  // of the form, in code points
  std::optional<int> ngram;      // words
  WordModel words = WordModel::uax29;
  double overlap = 0;  // share of a unit's n-grams above which it is repeated
};

// Of one text at a time; keeps its memory. Not thread-safe. REQUIRES rules and text to outlive it.
class TextUnits {
 public:
  explicit TextUnits(const UnitRules& rules) : rules_(rules) {}

  void read(const TextView& view);

  std::span<const TextSpan> spans() const { return spans_; }
  // Units begin at every span; the last runs are shorter and are no units, unless the text has fewer spans than a run.
  std::size_t size() const {
    return spans_.size() < rules_.run ? std::min<std::size_t>(spans_.size(), 1) : spans_.size() - rules_.run + 1;
  }
  std::size_t last_of(std::size_t unit) const { return std::min(unit + rules_.run, spans_.size()); }
  std::string_view text_of(std::size_t unit) const {
    return text_.substr(spans_[unit].begin, spans_[last_of(unit) - 1].end - spans_[unit].begin);
  }

  // The different hashes of a unit: that of its form, or those of its n-grams. Empty where it is too short to be
  // compared. Valid until the next call.
  std::span<const std::uint64_t> hashes(std::size_t unit);

  // Are so many of a unit's hashes repeated that it is?
  bool repeated(std::size_t repeated_hashes, std::size_t hashes) const {
    if (hashes == 1) return repeated_hashes > 0;
    return static_cast<double>(repeated_hashes) > rules_.overlap * static_cast<double>(hashes);
  }

 private:
  const UnitRules& rules_;
  std::string_view text_;
  std::span<const TextSpan> spans_;
  std::string key_;
  TextView view_;
  std::vector<std::uint64_t> hashes_;
};

}  // namespace dsprep::ops::dedup_lines

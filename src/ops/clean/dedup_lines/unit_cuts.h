// UnitCuts: which spans of a text its repeated units are, and which bytes go with them.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "ops/clean/dedup_lines/text_units.h"

namespace dsprep::ops::dedup_lines {

// Of one text at a time; keeps its memory. Not thread-safe. REQUIRES the rules to outlive it.
class UnitCuts {
 public:
  explicit UnitCuts(const UnitRules& rules) : rules_(rules) {}

  // Takes the rows of this text off `rows`: numbers of repeated units in their record (4 bytes, big-endian), ascending,
  // once for each repeated hash. `before`: units of the record's texts before this one. Are there any that go?
  bool take(std::string_view& rows, TextUnits& units, std::size_t before);

  std::uint64_t removed() const;                                                  // spans
  std::uint64_t count_left(std::string_view text, const TextUnits& units) const;  // spans that stay and are not blank
  // Appends the bytes that go, ascending, none touching the next.
  void find_ranges(std::string_view text, const TextUnits& units, std::vector<TextSpan>& ranges) const;

 private:
  const UnitRules& rules_;
  std::vector<bool> gone_;  // by span
};

}  // namespace dsprep::ops::dedup_lines

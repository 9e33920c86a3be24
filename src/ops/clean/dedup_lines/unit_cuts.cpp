#include "ops/clean/dedup_lines/unit_cuts.h"

#include <algorithm>
#include <optional>
#include <span>

#include "ops/clean/dedup_lines/cut_units.h"
#include "ops/clean/dedup_lines/line_key.h"
#include "spill/sorter.h"

namespace dsprep::ops::dedup_lines {

bool UnitCuts::take(std::string_view& rows, TextUnits& units, std::size_t before) {
  gone_.assign(units.spans().size(), false);
  bool any = false;
  while (!rows.empty()) {
    const std::size_t unit = spill::read_be32(rows);
    if (unit >= before + units.size()) break;
    std::size_t repeated = 0;
    for (; !rows.empty() && spill::read_be32(rows) == unit; rows.remove_prefix(4)) ++repeated;
    const std::size_t here = unit - before;
    if (rules_.ngram && !units.repeated(repeated, units.hashes(here).size())) continue;
    std::fill(gone_.begin() + static_cast<std::ptrdiff_t>(here),
              gone_.begin() + static_cast<std::ptrdiff_t>(units.last_of(here)), true);
    any = true;
  }
  return any;
}

std::uint64_t UnitCuts::removed() const {
  return static_cast<std::uint64_t>(std::count(gone_.begin(), gone_.end(), true));
}

std::uint64_t UnitCuts::count_left(std::string_view text, const TextUnits& units) const {
  std::uint64_t left = 0;
  for (std::size_t i = 0; i < gone_.size(); ++i) left += !gone_[i] && !trimmed(units.spans()[i].of(text)).empty();
  return left;
}

void UnitCuts::find_ranges(std::string_view text, const TextUnits& units, std::vector<TextSpan>& ranges) const {
  const auto spans = units.spans();
  for (std::size_t i = 0; i < spans.size();) {
    if (!gone_[i]) {
      ++i;
      continue;
    }
    std::size_t end = i;
    while (end < spans.size() && gone_[end]) ++end;
    ranges.push_back(rules_.unit == Unit::sentence
                         ? cut_sentences(text, {spans[i].begin, spans[end - 1].end})
                         : cut_lines(text, spans, i, end, ranges.empty() ? 0 : ranges.back().end));
    i = end;
  }
}

}  // namespace dsprep::ops::dedup_lines

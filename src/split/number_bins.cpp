#include "split/number_bins.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/human.h"
#include "spill/number_key.h"
#include "spill/scan.h"

namespace dsprep::split {
namespace {

std::string shown(std::uint64_t number) {
  std::string key;
  spill::append_be64(key, number);
  return base::format_number(spill::number_of_key(key));
}

}  // namespace

Result<NumberBins> NumberBins::make(spill::Sorter& numbers, std::uint64_t bins, Decider& decider) {
  NumberBins made;
  const std::uint64_t all = numbers.records();
  std::uint64_t rank = 0, next = 1, in_bin = 0;  // next: the quantile that ends the bin at hand
  bool full = false;                             // the bin at hand has its share, and ends with the number `end`
  std::uint64_t end = 0;
  const auto rank_of = [&](std::uint64_t i) { return (i * all + bins - 1) / bins; };
  const auto see = [&](std::string_view entry) -> Status {
    const std::uint64_t number = spill::read_be64(entry);
    if (full && number > end) {
      made.ends_.push_back(end);
      made.records_.push_back(in_bin);
      in_bin = 0;
      full = false;
    }
    ++rank;
    ++in_bin;
    while (next < bins && rank >= rank_of(next)) {
      full = true;
      end = number;
      ++next;
    }
    return {};
  };
  DSPREP_CHECK(spill::scan(numbers, decider, "cutting numbers", see));
  if (in_bin > 0) made.records_.push_back(in_bin);
  return made;
}

std::uint64_t NumberBins::label_of(std::uint64_t number) const {
  if (number == 0) return 0;
  return static_cast<std::uint64_t>(std::lower_bound(ends_.begin(), ends_.end(), number) - ends_.begin()) + 1;
}

Result<Strata> NumberBins::strata(std::uint64_t without) const {
  Strata strata;
  const auto add = [&](std::uint64_t label, const std::string& name, std::uint64_t records) {
    return strata.add(
        label, [&] { return name; }, records);
  };
  if (without > 0) DSPREP_CHECK(add(0, "(no number)", without));
  for (std::size_t i = 0; i < records_.size(); ++i) {
    std::string name = "all";
    if (i > 0 && i == ends_.size()) name = "above " + shown(ends_[i - 1]);
    else if (i < ends_.size())
      name = i == 0 ? "up to " + shown(ends_[0]) : shown(ends_[i - 1]) + " to " + shown(ends_[i]);
    DSPREP_CHECK(add(i + 1, name, records_[i]));
  }
  return strata;
}

}  // namespace dsprep::split

// NumberBins: numbers as strata: bins that hold about the same number of records each (quantiles).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsprep/op.h"
#include "spill/sorter.h"
#include "split/strata.h"

namespace dsprep::split {

// Immutable. A number is known by its order-preserving key (spill/number_key.h) as an integer.
class NumberBins {
 public:
  // `numbers`: the keys (8 bytes) of all of them; empty afterwards. Bins end at the quantiles i/n, and hold their upper
  // end; equal numbers are in one bin, so there may be fewer than n.
  static Result<NumberBins> make(spill::Sorter& numbers, std::uint64_t bins, Decider& decider);

  // 1 for the lowest; 0, which says that there is no number, stays 0.
  std::uint64_t label_of(std::uint64_t number) const;
  // Their records by label, and `without`, those that have no number.
  Result<Strata> strata(std::uint64_t without) const;

 private:
  std::vector<std::uint64_t> ends_;     // of all bins but the last
  std::vector<std::uint64_t> records_;  // by bin
};

}  // namespace dsprep::split

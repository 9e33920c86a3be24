// Whole numbers in proportion, by largest remainder (Hamilton's method): whole parts first, then one more to those with
// the largest remainders, the earlier on a tie.
#pragma once

#include <cstdint>
#include <vector>

namespace dsprep::base {

// `n` divided by `shares`, which add up to 1. The same on every machine: doubles are only multiplied and compared.
std::vector<std::uint64_t> apportion(std::uint64_t n, const std::vector<double>& shares);

// Takes `wanted` of all that is `left`, from each in proportion, exactly; what each gave. REQUIRES wanted ≤ the sum of
// `left`.
std::vector<std::uint64_t> draw_in_proportion(std::uint64_t wanted, std::vector<std::uint64_t>& left);

}  // namespace dsprep::base

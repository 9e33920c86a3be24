// Measures of drift: how far two distributions over the same cells (categories, bins) lie apart.
//
// The reference's counts are r, the current ones c; p = r/Σr, q = c/Σc. All are exact figures of the counts but for
// rounding. A cell that is empty in both is none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>

namespace dsprep::drift {

struct Cell {
  std::uint64_t reference = 0, current = 0;
};

constexpr double undefined = std::numeric_limits<double>::quiet_NaN();

struct Measures {
  // Population stability index, Σ (q−p) ln(q/p). An empty cell counts as a share of 0.0001, or where the smallest share
  // of its side is not more than that as a millionth of it (as Evidently does; shares are not scaled again).
  double psi = undefined;
  double js = undefined;               // Jensen-Shannon distance, natural logarithm: 0 … √ln 2
  double total_variation = undefined;  // ½ Σ |p−q|
  double largest = undefined;          // L∞: max |p−q|
  std::size_t largest_at = 0;          // the first cell where it is
  // χ² test of homogeneity, without a correction for continuity.
  double chi_squared = undefined, chi_squared_p = undefined;
  std::uint64_t degrees = 0;     // of freedom
  double cramers_v = undefined;  // of that table, corrected for bias (Bergsma 2013): the effect beside the p-value
  std::uint64_t reference = 0, current = 0;  // n
};

// All are undefined where one side has nothing; those of χ² where there are not two cells.
Measures measure(std::span<const Cell> cells);

// The probability of a χ² of at least `statistic` with so many degrees of freedom. REQUIRES degrees ≥ 1.
double chi_squared_survival(double statistic, std::uint64_t degrees);

}  // namespace dsprep::drift

#include "drift/measures.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace dsprep::drift {
namespace {

double share(std::uint64_t n, std::uint64_t of) { return static_cast<double>(n) / static_cast<double>(of); }

// What the share of an empty cell is taken for.
double floor_of(std::uint64_t smallest, std::uint64_t all) {
  constexpr double usual = 1e-4;
  const double least = share(smallest, all);
  return least <= usual ? least / 1e6 : usual;
}

double part_of_divergence(double share, double middle) { return share > 0 ? share * std::log(share / middle) : 0; }

// Of a table of two rows and `cells` columns.
double corrected_v(double chi_squared, double n, double cells) {
  if (!(n > 1)) return undefined;
  const double phi = std::max(0.0, chi_squared / n - (cells - 1) / (n - 1));
  const double columns = cells - (cells - 1) * (cells - 1) / (n - 1), rows = 2 - 1 / (n - 1);
  const double least = std::min(columns - 1, rows - 1);
  return least > 0 ? std::sqrt(phi / least) : undefined;
}

}  // namespace

Measures measure(std::span<const Cell> cells) {
  Measures m;
  std::uint64_t smallest_r = 0, smallest_c = 0, used = 0;
  const auto note_smallest = [](std::uint64_t& smallest, std::uint64_t n) {
    if (n != 0 && (smallest == 0 || n < smallest)) smallest = n;
  };
  for (const Cell& cell : cells) {
    m.reference += cell.reference;
    m.current += cell.current;
    note_smallest(smallest_r, cell.reference);
    note_smallest(smallest_c, cell.current);
    used += cell.reference != 0 || cell.current != 0;
  }
  if (m.reference == 0 || m.current == 0) return m;
  const double floor_r = floor_of(smallest_r, m.reference), floor_c = floor_of(smallest_c, m.current);
  const double n = static_cast<double>(m.reference) + static_cast<double>(m.current);
  double psi = 0, divergence = 0, difference = 0, chi_squared = 0;
  m.largest = 0;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const auto [reference, current] = cells[i];
    if (reference == 0 && current == 0) continue;
    const double p = share(reference, m.reference), q = share(current, m.current), middle = (p + q) / 2;
    const double shown_p = reference == 0 ? floor_r : p, shown_q = current == 0 ? floor_c : q;
    psi += (shown_q - shown_p) * std::log(shown_q / shown_p);
    divergence += (part_of_divergence(p, middle) + part_of_divergence(q, middle)) / 2;
    difference += std::fabs(p - q);
    if (std::fabs(p - q) > m.largest) {
      m.largest = std::fabs(p - q);
      m.largest_at = i;
    }
    const double both = static_cast<double>(reference) + static_cast<double>(current);
    const double expected_r = both * (static_cast<double>(m.reference) / n);
    const double expected_c = both * (static_cast<double>(m.current) / n);
    const double off = static_cast<double>(reference) - expected_r;  // and as much the other way in the other row
    chi_squared += off * off / expected_r + off * off / expected_c;
  }
  m.psi = psi;
  m.js = std::sqrt(std::max(0.0, divergence));
  m.total_variation = difference / 2;
  if (used < 2) return m;
  m.chi_squared = chi_squared;
  m.degrees = used - 1;
  m.chi_squared_p = chi_squared_survival(chi_squared, m.degrees);
  m.cramers_v = corrected_v(chi_squared, n, static_cast<double>(used));
  return m;
}

// The regularized incomplete gamma function Q(degrees/2, x/2), which for halves of whole numbers is a finite sum:
// Q(a+1, y) = Q(a, y) + y^a e^−y / Γ(a+1), from Q(1/2, y) = erfc(√y) or Q(1, y) = e^−y.
double chi_squared_survival(double statistic, std::uint64_t degrees) {
  if (!(statistic > 0)) return 1;
  const double y = statistic / 2;
  const bool odd = degrees % 2 == 1;
  double a = odd ? 0.5 : 1, sum = odd ? std::erfc(std::sqrt(y)) : std::exp(-y);
  // ln(y^a e^−y / Γ(a+1)), since the powers leave the range of double: Γ(3/2) = √π/2, Γ(2) = 1.
  double logarithm = a * std::log(y) - y - (odd ? std::log(std::sqrt(std::numbers::pi) / 2) : 0);
  for (std::uint64_t left = (degrees - 1) / 2; left > 0; --left) {
    sum += std::exp(logarithm);
    a += 1;
    logarithm += std::log(y / a);
  }
  return std::min(1.0, sum);
}

}  // namespace dsprep::drift

// Indian Aadhaar numbers: twelve digits, the first 2 to 9, the last by Verhoeff's algorithm. One number
// in ten passes, and rows of twelve digits are common: words must stand beside it.
#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>

#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

constexpr std::string_view words[] = {"aadhaar", "aadhar", "uidai", "uid", "आधार"};

// Verhoeff 1969: products in the dihedral group of ten elements, after a permutation that depends on the place.
bool verhoeff(std::span<const std::uint8_t> digits) {
  constexpr std::uint8_t step[] = {1, 5, 7, 6, 2, 8, 3, 0, 9, 4};
  const auto product = [](unsigned a, unsigned b) {
    if (a < 5) return b < 5 ? (a + b) % 5 : 5 + (a + b) % 5;
    return b < 5 ? 5 + (a - b) % 5 : (a - b + 5) % 5;
  };
  unsigned check = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    unsigned digit = digits[digits.size() - 1 - i];
    for (std::size_t k = 0; k < i % 8; ++k) digit = step[digit];
    check = product(check, digit);
  }
  return check == 0;
}

}  // namespace

void in_aadhaar_number(Scan& scan, const NumberRun& run) {
  if (run.size < 12 || run.digits[0] < 2) return;
  const bool grouped = run.groups[0].size() == 4;
  const std::size_t end = grouped ? scan.shape(run, {4, 4, 4}, " -:") : scan.solid(run, 12);
  const std::span<const std::uint8_t> d = std::span(run.digits).first(12);
  if (end == 0 || (grouped && !scan.apart_in_row(run, end, 3, 4))) return;
  if (!verhoeff(d) || std::equal(d.begin(), d.begin() + 6, d.rbegin())) return;  // palindromes are never issued
  if (!scan.near(Kind::in_aadhaar, run.begin(), end, words)) return;
  scan.add(Kind::in_aadhaar, run.begin(), end, "verhoeff", true);
}

}  // namespace dsprep::models::pii

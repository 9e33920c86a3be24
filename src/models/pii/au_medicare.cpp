// Australian Medicare numbers: ten digits (an eleventh may count the card's holders), the first 2 to 6, the ninth a
// check digit. Words must stand beside it.
#include <cstdint>
#include <string_view>

#include "models/pii/check_digits.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {
constexpr std::string_view words[] = {"medicare"};
}

void au_medicare_number(Scan& scan, const NumberRun& run) {
  if (run.size < 10 || run.digits[0] < 2 || run.digits[0] > 6) return;
  std::size_t end = scan.shape(run, {4, 5, 1}, " -");
  if (end == 0) end = scan.solid(run, 10);
  if (end == 0) end = scan.solid(run, 11);
  constexpr std::uint8_t weights[] = {1, 3, 7, 9, 1, 3, 7, 9};
  if (end == 0 || weighted(run.digits, weights) % 10 != run.digits[8]) return;
  if (scan.near(Kind::au_medicare, run.begin(), end, words))
    scan.add(Kind::au_medicare, run.begin(), end, "mod10", true);
}

}  // namespace dsprep::models::pii

// Polish PESEL: date of birth (the century is in the month), serial, check digit. Eleven digits are often something
// else: words must stand beside it.
#include <cstdint>
#include <span>
#include <string_view>

#include "models/pii/check_digits.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {
constexpr std::string_view words[] = {"pesel", "numer ewidencyjny"};
}

void pl_pesel_number(Scan& scan, const NumberRun& run) {
  if (run.groups[0].size() != 11) return;
  const std::size_t end = scan.solid(run, 11);
  const std::span<const std::uint8_t> d(run.digits);
  constexpr std::uint8_t weights[] = {1, 3, 7, 9, 1, 3, 7, 9, 1, 3};
  if (end == 0 || (10 - weighted(d, weights) % 10) % 10 != d[10]) return;
  const unsigned month = number_of(d.subspan(2, 2)), century = month / 20;  // 0: 19xx, 1: 20xx, …, 4: 18xx
  const unsigned year = (century == 4 ? 1800 : 1900 + 100 * century) + number_of(d.first(2));
  if (!valid_date(year, month % 20, number_of(d.subspan(4, 2))) || !scan.near(Kind::pl_pesel, run.begin(), end, words))
    return;
  scan.add(Kind::pl_pesel, run.begin(), end, "mod10", true);
}

}  // namespace dsprep::models::pii

// Australian tax file numbers: nine digits, weighted sum mod 11. One number in eleven passes: words must stand beside
// it.
#include <cstdint>
#include <span>
#include <string_view>

#include "models/pii/check_digits.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {
constexpr std::string_view words[] = {"tfn", "tax file", "tax number"};
}

void au_tfn_number(Scan& scan, const NumberRun& run) {
  if (run.size < 9) return;
  const std::size_t end = run.groups[0].size() == 3 ? scan.shape(run, {3, 3, 3}, " -") : scan.solid(run, 9);
  constexpr std::uint8_t weights[] = {1, 4, 3, 7, 5, 8, 6, 9, 10};
  if (end == 0 || (run.groups[0].size() == 3 && !scan.apart_in_row(run, end, 3, 3))) return;
  if (weighted(run.digits, weights) % 11 != 0 || all_equal(std::span(run.digits).first(9))) return;
  if (scan.near(Kind::au_tfn, run.begin(), end, words)) scan.add(Kind::au_tfn, run.begin(), end, "mod11", true);
}

}  // namespace dsprep::models::pii

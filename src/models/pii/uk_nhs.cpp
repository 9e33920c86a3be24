// UK NHS numbers: ten digits, mod 11. One phone number in eleven passes, so words must stand beside it.
#include <cstdint>
#include <span>
#include <string_view>

#include "models/pii/check_digits.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {
constexpr std::string_view words[] = {"nhs", "national health", "health service", "patient"};
}

void uk_nhs_number(Scan& scan, const NumberRun& run) {
  if (run.size < 10) return;
  const std::size_t end = run.groups[0].size() == 3 ? scan.shape(run, {3, 3, 4}, " -") : scan.solid(run, 10);
  constexpr std::uint8_t weights[] = {10, 9, 8, 7, 6, 5, 4, 3, 2};
  if (end == 0 || all_equal(std::span(run.digits).first(10))) return;
  const unsigned check = 11 - weighted(run.digits, weights) % 11;
  if (check == 10 || check % 11 != run.digits[9] || !scan.near(Kind::uk_nhs, run.begin(), end, words)) return;
  scan.add(Kind::uk_nhs, run.begin(), end, "mod11", true);
}

}  // namespace dsprep::models::pii

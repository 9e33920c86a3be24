// US social security numbers: AAA-GG-SSSS. There is no check digit, but area 000, 666 and 9xx, group 00 and serial 0000
// are never issued. With dashes it is one; written otherwise, words must say so.
#include <cstdint>
#include <span>
#include <string_view>

#include "models/pii/check_digits.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

constexpr std::string_view words[] = {"ssn",    "ssns", "social security", "social",    "soc sec", "taxpayer",
                                      "tax id", "tin",  "社会安全号",      "社會安全號"};

bool issued(std::span<const std::uint8_t> d) {
  const unsigned area = number_of(d.first(3)), group = number_of(d.subspan(3, 2)), serial = number_of(d.subspan(5, 4));
  if (area == 0 || area == 666 || area >= 900 || group == 0 || serial == 0) return false;
  const unsigned whole = number_of(d.first(9));
  return whole != 78051120 && whole != 219099999 && !all_equal(d.first(9));  // printed on sample cards
}

}  // namespace

void us_ssn_number(Scan& scan, const NumberRun& run) {
  if (run.size < 9) return;
  const bool grouped = run.groups[0].size() == 3;
  const std::size_t end = grouped ? scan.shape(run, {3, 2, 4}, "- .") : scan.solid(run, 9);
  if (end == 0 || !issued(run.digits)) return;
  const bool dashes = grouped && run.separators[0] == '-';
  if (!dashes && !scan.near(Kind::us_ssn, run.begin(), end, words)) return;
  scan.add(Kind::us_ssn, run.begin(), end, dashes ? "format" : "context", false);
}

}  // namespace dsprep::models::pii

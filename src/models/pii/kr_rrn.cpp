// Korean resident (and foreigner) registration numbers: YYMMDD-SNNNNNC. Since October 2020 the last digits are drawn by
// lot, without a check digit: where it does not hold, words must stand beside the number.
#include <cstdint>
#include <span>
#include <string_view>

#include "models/pii/check_digits.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {
constexpr std::string_view words[] = {"rrn",          "frn",      "resident registration", "foreigner registration",
                                      "주민등록번호", "주민번호", "외국인등록번호"};
}

void kr_rrn_number(Scan& scan, const NumberRun& run) {
  if (run.size < 13) return;
  const bool grouped = run.groups[0].size() == 6, dash = grouped && run.separators[0] != ' ';
  const std::size_t end = grouped ? scan.shape(run, {6, 7}, "-~ ") : scan.solid(run, 13);
  const std::span<const std::uint8_t> d(run.digits);
  const unsigned sex = d[6];
  if (end == 0 || sex < 1 || sex > 8) return;
  const unsigned year = (sex == 1 || sex == 2 || sex == 5 || sex == 6 ? 1900 : 2000) + number_of(d.first(2));
  if (!valid_date(year, number_of(d.subspan(2, 2)), number_of(d.subspan(4, 2)))) return;
  constexpr std::uint8_t weights[] = {2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5};
  const bool foreigner = sex >= 5, checked = ((foreigner ? 13 : 11) - weighted(d, weights) % 11) % 10 == d[12];
  // A timestamp of 13 digits passes the check once in ten times: only with the dash does the check suffice.
  if (!(dash && checked) && !scan.near(Kind::kr_rrn, run.begin(), end, words)) return;
  scan.add(Kind::kr_rrn, run.begin(), end, foreigner ? "foreigner" : "resident", checked);
}

}  // namespace dsprep::models::pii

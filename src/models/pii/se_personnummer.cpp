// Swedish personal and coordination numbers: YYMMDD-NNNN or YYYYMMDD-NNNN, Luhn over the last ten digits; coordination
// numbers add 60 to the day. A date with four digits behind it is common: words must stand beside it.
#include <cstdint>
#include <span>
#include <string_view>

#include "models/pii/check_digits.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {
constexpr std::string_view words[] = {"personnummer",      "personnr",          "person nr", "pnr",
                                      "samordningsnummer", "personal identity", "id number"};
}

void se_personnummer_number(Scan& scan, const NumberRun& run) {
  if (run.size < 10) return;
  unsigned digits = run.groups[0].size();
  std::size_t end = 0;
  if (digits == 6 || digits == 8) {
    if (run.separators[0] == '-' || run.separators[0] == ' ') {
      end = scan.shape(run, {digits, 4}, "- ");
    } else if (const std::size_t plus = run.groups[0].end; run.group_count == 1 && scan.at(plus) == '+') {
      return;  // older than a hundred: too rare to tell from a sum
    }
    digits += 4;
  } else if (digits == 10 || digits == 12) {
    end = scan.solid(run, digits);
  }
  if (end == 0) return;
  const std::span<const std::uint8_t> last(run.digits + digits - 10, 10);
  const unsigned year = digits == 12 ? number_of(std::span(run.digits).first(4)) : 1900 + number_of(last.first(2));
  const unsigned day = number_of(last.subspan(4, 2));
  if (year < 1840 || year > 2099 || !luhn(last) ||
      !valid_date(year, number_of(last.subspan(2, 2)), day > 60 ? day - 60 : day))
    return;
  if (scan.near(Kind::se_personnummer, run.begin(), end, words))
    scan.add(Kind::se_personnummer, run.begin(), end, "luhn", true);
}

}  // namespace dsprep::models::pii

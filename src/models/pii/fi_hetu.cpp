// Finnish personal identity codes: DDMMYY, a sign for the century (with those added in 2023), three digits, a check
// character mod 31.
#include <cstdint>
#include <span>
#include <string_view>

#include "models/pii/check_digits.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

constexpr std::string_view words[] = {"hetu", "henkilötunnus", "henkilotunnus", "personbeteckning", "identity code"};

void consider(Scan& scan, std::size_t begin) {
  constexpr std::string_view check = "0123456789ABCDEFHJKLMNPRSTUVWXY", centuries = "+-YXWVUABCDEF";
  if (begin + 11 > scan.text.size()) return;
  const std::string_view code = scan.text.substr(begin, 11);
  std::uint8_t d[9];
  for (std::size_t i = 0; i < 9; ++i) {
    const char c = code[i < 6 ? i : i + 1];
    if (!is_digit(c)) return;
    d[i] = static_cast<std::uint8_t>(c - '0');
  }
  const std::size_t century = centuries.find(upper(code[6]));
  if (century == centuries.npos) return;
  const unsigned year = (century == 0 ? 1800 : century < 7 ? 1900 : 2000) + number_of(std::span(d).subspan(4, 2));
  if (!valid_date(year, number_of(std::span(d).subspan(2, 2)), number_of(std::span(d).first(2))) ||
      number_of(std::span(d).subspan(6, 3)) < 2)
    return;
  if (check[number_of(d) % 31] != upper(code[10]) || !scan.free_before(begin) || !scan.free_after(begin + 11)) return;
  if (scan.before(begin) == '-' || (scan.before(begin) == '/' && scan.path_before(begin))) return;
  if (!in_capitals(code) && !scan.near(Kind::fi_hetu, begin, begin + 11, words)) return;
  scan.add(Kind::fi_hetu, begin, begin + 11, "mod31", true);
}

}  // namespace

void fi_hetu_number(Scan& scan, const NumberRun& run) {
  const char sign = scan.at(run.groups[0].end);
  if (run.groups[0].size() == 6 && (sign == '-' || sign == '+')) consider(scan, run.begin());
}

void fi_hetu_token(Scan& scan, Token token) {
  if (token.end - token.begin == 11) consider(scan, token.begin);
}

}  // namespace dsprep::models::pii

// Chinese resident identity numbers (GB 11643-1999): province, county, date of birth, serial, check character mod 11-2.
// Those of 15 digits, from before 1999, have no check digit and need words. Written in groups too: 110101 19900307
// 747X.
#include <cstdint>
#include <span>
#include <string_view>

#include "models/pii/check_digits.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

constexpr std::string_view words[] = {"身份证",  "身份號",   "身份号",    "证件号",     "公民身份",
                                      "id card", "identity", "id number", "resident id"};

bool province(unsigned code) {
  return (code >= 11 && code <= 15) || (code >= 21 && code <= 23) || (code >= 31 && code <= 37) ||
         (code >= 41 && code <= 46) || (code >= 50 && code <= 54) || (code >= 61 && code <= 65) || code == 71 ||
         (code >= 81 && code <= 83);
}

// REQUIRES 17 digits; `check` is 10 for X.
bool valid(std::span<const std::uint8_t> d, unsigned check) {
  constexpr std::uint8_t weights[] = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  const unsigned year = number_of(d.subspan(6, 4));
  return province(number_of(d.first(2))) && year >= 1880 && year <= 2099 &&
         valid_date(year, number_of(d.subspan(10, 2)), number_of(d.subspan(12, 2))) &&
         (12 - weighted(d, weights) % 11) % 11 == check;
}

// Those of 18 in groups, with one and the same space or dash between: they must begin where place, date and serial may.
void consider_groups(Scan& scan, const NumberRun& run) {
  const char separator = run.separators[0];
  if (!run.bordered || run.groups[0].size() < 3 || (separator != ' ' && separator != '-')) return;
  if (!province(number_of(std::span(run.digits).first(2)))) return;
  std::uint8_t digits[17];
  std::size_t size = 0, i = run.begin(), groups = 1;
  for (; size < 17; ++i) {
    const char c = scan.at(i);
    if (is_digit(c)) {
      digits[size++] = static_cast<std::uint8_t>(c - '0');
      continue;
    }
    if (c != separator || !is_digit(scan.at(i + 1)) || ++groups > 6) return;
  }
  if (scan.at(i) == separator) {
    ++i, ++groups;
  }  // the check character by itself
  const char check = upper(scan.at(i));
  if (groups < 2 || !(is_digit(check) || check == 'X') || !scan.free_after(i + 1)) return;
  if (scan.at(i + 1) == '-' && is_digit(scan.at(i + 2))) return;
  if (valid(digits, check == 'X' ? 10 : static_cast<unsigned>(check - '0')))
    scan.add(Kind::cn_resident_id, run.begin(), i + 1, "mod11-2", true);
}

}  // namespace

void cn_resident_id_number(Scan& scan, const NumberRun& run) {
  const std::size_t first = run.groups[0].size();
  if (first == 18) {
    const std::size_t end = scan.solid(run, 18);
    if (end != 0 && valid(std::span(run.digits).first(17), run.digits[17]))
      scan.add(Kind::cn_resident_id, run.begin(), end, "mod11-2", true);
    return;
  }
  if (run.separators[0] != '\0' && first < 18) consider_groups(scan, run);
  const std::size_t end = first == 15 ? scan.solid(run, 15) : first == 6 ? scan.shape(run, {6, 6, 3}, " -") : 0;
  const std::span<const std::uint8_t> d(run.digits);
  if (end != 0 && province(number_of(d.first(2))) &&
      valid_date(1900 + number_of(d.subspan(6, 2)), number_of(d.subspan(8, 2)), number_of(d.subspan(10, 2))) &&
      scan.near(Kind::cn_resident_id, run.begin(), end, words))
    scan.add(Kind::cn_resident_id, run.begin(), end, "context", false);
}

void cn_resident_id_token(Scan& scan, Token token) {
  const std::string_view t = token.of(scan.text);
  if (t.size() != 18 || upper(t.back()) != 'X') return;
  std::uint8_t digits[17];
  for (std::size_t i = 0; i < 17; ++i) {
    if (!is_digit(t[i])) return;
    digits[i] = static_cast<std::uint8_t>(t[i] - '0');
  }
  if (valid(digits, 10) && scan.free_before(token.begin) && scan.free_after(token.end))
    scan.add(Kind::cn_resident_id, token.begin, token.end, "mod11-2", true);
}

}  // namespace dsprep::models::pii

// Spanish DNI (8 digits and a letter) and NIE (X, Y or Z, 7 digits and a letter); the letter is the number mod 23.
#include <cstdint>
#include <span>
#include <string_view>

#include "models/pii/check_digits.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

constexpr std::string_view words[] = {"dni", "nif", "nie", "documento", "identidad", "extranjero"};

void consider(Scan& scan, std::size_t begin, std::size_t end, unsigned number, bool weak) {
  constexpr std::string_view letters = "TRWAGMYFPDXBNJZSQVHLCKE";
  const std::string_view found = scan.text.substr(begin, end - begin);
  if (upper(found.back()) != letters[number % 23] || !scan.free_before(begin) || !scan.free_after(end)) return;
  const char before = scan.before(begin);
  if (before == '-' || (before == '/' && scan.path_before(begin)) || before == '.' || before == '#') return;
  if ((weak || !in_capitals(found)) && !scan.near(Kind::es_nif, begin, end, words)) return;
  scan.add(Kind::es_nif, begin, end, "mod23", true);
}

// The digits of s, or 10^9 where it holds another character.
unsigned digits_of(std::string_view s) {
  unsigned value = 0;
  for (const char c : s) {
    if (!is_digit(c)) return 1'000'000'000;
    value = value * 10 + static_cast<unsigned>(c - '0');
  }
  return value;
}

// The end behind a check letter after the digits, which one '-' or ' ' may part from them; 0 where there is none.
std::size_t letter_end(const Scan& scan, std::size_t i) {
  if ((scan.at(i) == '-' || scan.at(i) == ' ') && is_alpha(scan.at(i + 1))) return i + 2;
  return is_alpha(scan.at(i)) ? i + 1 : 0;
}

}  // namespace

void es_nif_token(Scan& scan, Token token) {
  const std::string_view t = token.of(scan.text);
  const bool dash = scan.at(token.end) == '-' && is_alpha(scan.at(token.end + 1));
  const char first = upper(t[0]);
  if (t.size() == 9 && is_alpha(t[8])) {
    const bool nie = first >= 'X' && first <= 'Z';
    const unsigned number =
        nie ? static_cast<unsigned>(first - 'X') * 10'000'000 + digits_of(t.substr(1, 7)) : digits_of(t.substr(0, 8));
    if (number < 1'000'000'000 && digits_of(t.substr(1, 7)) < 1'000'000'000)
      consider(scan, token.begin, token.end, number, false);
  } else if (t.size() == 8 && dash && first >= 'X' && first <= 'Z' && digits_of(t.substr(1)) < 1'000'000'000) {
    consider(scan, token.begin, token.end + 2, static_cast<unsigned>(first - 'X') * 10'000'000 + digits_of(t.substr(1)),
             false);
  }
}

// "12345678-Z", "12.345.678-Z", "X-1234567-L"; the seven digits of old numbers, and spaces, only beside words.
void es_nif_number(Scan& scan, const NumberRun& run) {
  const std::span<const std::uint8_t> digits(run.digits);
  const bool dots = run.group_count >= 3 && run.separators[0] == '.' && run.separators[1] == '.';
  if (dots && run.bordered && run.groups[0].size() == 2 && run.groups[1].size() == 3 && run.groups[2].size() == 3) {
    const std::size_t end = letter_end(scan, run.groups[2].end);
    if (end != 0) consider(scan, run.begin(), end, number_of(digits.first(8)), scan.at(run.groups[2].end) == ' ');
    return;
  }
  const char series = upper(scan.before(run.begin() - (run.begin() > 0)));
  const char left = scan.before(run.begin());
  if (run.groups[0].size() == 7 && run.begin() >= 2 && (left == '-' || left == ' ') && series >= 'X' && series <= 'Z') {
    const std::size_t end = letter_end(scan, run.groups[0].end);
    const bool spaces = left == ' ' || scan.at(run.groups[0].end) == ' ';
    if (end != 0)
      consider(scan, run.begin() - 2, end,
               static_cast<unsigned>(series - 'X') * 10'000'000 + number_of(digits.first(7)), spaces);
    return;
  }
  const std::size_t end = run.groups[0].end, size = run.groups[0].size();
  if ((size != 8 && size != 7) || (scan.at(end) != '-' && scan.at(end) != ' ') || letter_end(scan, end) == 0 ||
      !run.bordered)
    return;
  consider(scan, run.begin(), end + 2, number_of(digits.first(size)), size == 7 || scan.at(end) == ' ');
}

}  // namespace dsprep::models::pii

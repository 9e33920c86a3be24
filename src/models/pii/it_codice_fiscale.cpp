// Italian fiscal codes: name, date of birth, municipality and a check letter; letters may stand for digits where two
// people would share one (omocodia).
#include <cstdint>
#include <string_view>

#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

// The value of each digit or letter at the 1st, 3rd, … place (DM 23/12/1976).
constexpr std::uint8_t odd[] = {1,  0,  5, 7, 9, 13, 15, 17, 19, 21, 2,  4,  18,
                                20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23};

// A digit, or the letter that stands for it; -1 for another.
int digit_of(char c) {
  if (is_digit(c)) return c - '0';
  constexpr std::string_view letters = "LMNPQRSTUV";
  const std::size_t at = letters.find(c);
  return at == letters.npos ? -1 : static_cast<int>(at);
}

// The code without its marks at `begin`, where it is written as on the card: RSS MRA 85T10 A562S. The end behind it, or
// 0.
std::size_t grouped(const Scan& scan, std::size_t begin, char (&code)[16]) {
  std::size_t n = 0, i = begin;
  for (const std::size_t border : {3u, 6u, 11u, 16u}) {
    if (n > 0 && scan.at(i++) != ' ') return 0;
    for (; n < border; ++n, ++i) {
      if (!is_alnum(scan.at(i))) return 0;
      code[n] = upper(scan.at(i));
    }
  }
  return i;
}

}  // namespace

void it_codice_fiscale_token(Scan& scan, Token token) {
  const std::string_view t = token.of(scan.text);
  char code[16];
  if (t.size() == 5 && token.begin >= 8) {  // from the year of birth, the first that has digits
    token.begin -= 8;
    if ((token.end = grouped(scan, token.begin, code)) == 0) return;
  } else if (t.size() == 16) {
    for (std::size_t i = 0; i < 16; ++i) code[i] = upper(t[i]);
  } else {
    return;
  }
  for (const std::size_t i : {0u, 1u, 2u, 3u, 4u, 5u, 8u, 11u, 15u})
    if (!is_upper(code[i])) return;
  for (const std::size_t i : {6u, 7u, 9u, 10u, 12u, 13u, 14u})
    if (digit_of(code[i]) < 0) return;
  const int day = digit_of(code[9]) * 10 + digit_of(code[10]);
  constexpr std::string_view months = "ABCDEHLMPRST";
  if (months.find(code[8]) == months.npos || day < 1 || (day > 31 && day < 41) || day > 71) return;
  unsigned sum = 0;
  for (std::size_t i = 0; i < 15; ++i) {
    const unsigned value = static_cast<unsigned>(is_digit(code[i]) ? code[i] - '0' : code[i] - 'A');
    sum += i % 2 == 0 ? odd[value] : value;
  }
  if (code[15] != static_cast<char>('A' + sum % 26) || !scan.free_before(token.begin) || !scan.free_after(token.end))
    return;
  scan.add(Kind::it_codice_fiscale, token.begin, token.end, "mod26", true);
}

}  // namespace dsprep::models::pii

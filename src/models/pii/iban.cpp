// IBAN (ISO 13616): a country's length, and mod 97 = 1. In one piece or in groups of four.
#include <algorithm>
#include <cstdint>
#include <iterator>
#include <string>
#include <string_view>

#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

struct Country {
  char code[3];
  std::uint8_t length;
};

// From the SWIFT IBAN registry (release 99). Sorted.
constexpr Country countries[] = {
    {"AD", 24}, {"AE", 23}, {"AL", 28}, {"AT", 20}, {"AZ", 28}, {"BA", 20}, {"BE", 16}, {"BG", 22}, {"BH", 22},
    {"BI", 27}, {"BR", 29}, {"BY", 28}, {"CH", 21}, {"CR", 22}, {"CY", 28}, {"CZ", 24}, {"DE", 22}, {"DJ", 27},
    {"DK", 18}, {"DO", 28}, {"EE", 20}, {"EG", 29}, {"ES", 24}, {"FI", 18}, {"FK", 18}, {"FO", 18}, {"FR", 27},
    {"GB", 22}, {"GE", 22}, {"GI", 23}, {"GL", 18}, {"GR", 27}, {"GT", 28}, {"HN", 28}, {"HR", 21}, {"HU", 28},
    {"IE", 22}, {"IL", 23}, {"IQ", 23}, {"IS", 26}, {"IT", 27}, {"JO", 30}, {"KW", 30}, {"KZ", 20}, {"LB", 28},
    {"LC", 32}, {"LI", 21}, {"LT", 20}, {"LU", 20}, {"LV", 21}, {"LY", 25}, {"MC", 27}, {"MD", 24}, {"ME", 22},
    {"MK", 19}, {"MN", 20}, {"MR", 27}, {"MT", 31}, {"MU", 30}, {"NI", 28}, {"NL", 18}, {"NO", 15}, {"OM", 23},
    {"PK", 24}, {"PL", 28}, {"PS", 29}, {"PT", 25}, {"QA", 29}, {"RO", 24}, {"RS", 22}, {"RU", 33}, {"SA", 24},
    {"SC", 31}, {"SD", 18}, {"SE", 24}, {"SI", 19}, {"SK", 24}, {"SM", 27}, {"SO", 23}, {"ST", 25}, {"SV", 28},
    {"TL", 23}, {"TN", 24}, {"TR", 26}, {"UA", 29}, {"VA", 22}, {"VG", 24}, {"XK", 20}, {"YE", 30}};

std::size_t length_of(char a, char b) {
  const char code[] = {upper(a), upper(b), '\0'};
  const auto found =
      std::lower_bound(std::begin(countries), std::end(countries), std::string_view(code),
                       [](const Country& c, std::string_view wanted) { return std::string_view(c.code) < wanted; });
  return found != std::end(countries) && std::string_view(found->code) == code ? found->length : 0;
}

unsigned mod_97(const char* account, std::size_t length) {
  unsigned rest = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const char c = upper(account[(i + 4) % length]);
    rest = is_digit(c) ? (rest * 10 + static_cast<unsigned>(c - '0')) % 97
                       : (rest * 100 + static_cast<unsigned>(c - 'A' + 10)) % 97;
  }
  return rest;
}

}  // namespace

void iban_token(Scan& scan, Token token) {
  const std::string_view start = token.of(scan.text);
  if (start.size() < 4 || !is_alpha(start[0]) || !is_alpha(start[1]) || !is_digit(start[2]) || !is_digit(start[3]))
    return;
  const std::size_t length = length_of(start[0], start[1]);
  if (length == 0 || (start.size() != 4 && start.size() != length)) return;
  if (!scan.free_before(token.begin) || (scan.before(token.begin) == '/' && scan.path_before(token.begin))) return;
  char account[34];
  std::size_t n = 0, i = token.begin;
  const char separator = start.size() == 4 ? scan.at(token.end) : '\0';
  if (start.size() == 4 && separator != ' ' && separator != '-') return;
  for (; n < length; ++i) {
    if (separator != '\0' && n > 0 && n % 4 == 0) {
      if (scan.at(i) != separator) return;
      ++i;
    }
    if (!is_alnum(scan.at(i))) return;
    account[n++] = scan.at(i);
  }
  if (!scan.free_after(i) || mod_97(account, length) != 1) return;
  scan.add(Kind::iban, token.begin, i, "mod97", true);
}

}  // namespace dsprep::models::pii

// Singaporean NRIC (S, T) and FIN (F, G, M): seven digits and a check letter.
#include <cstdint>
#include <string_view>

#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {
constexpr std::string_view words[] = {"nric", "fin", "identity card", "ic no"};
}

void sg_nric_token(Scan& scan, Token token) {
  const std::string_view t = token.of(scan.text);
  if (t.size() != 9) return;
  const char series = upper(t[0]);
  unsigned sum = series == 'T' || series == 'G' ? 4 : series == 'M' ? 3 : 0;
  constexpr std::uint8_t weights[] = {2, 7, 6, 5, 4, 3, 2};
  for (std::size_t i = 0; i < 7; ++i) {
    if (!is_digit(t[i + 1])) return;
    sum += weights[i] * static_cast<unsigned>(t[i + 1] - '0');
  }
  std::string_view letters;
  if (series == 'S' || series == 'T') letters = "JZIHGFEDCBA";
  else if (series == 'F' || series == 'G') letters = "XWUTRQPNMLK";
  else if (series == 'M') letters = "XWUTRQPNJLK";
  if (letters.empty() || upper(t[8]) != letters[sum % 11]) return;
  const char before = scan.before(token.begin);
  if (!scan.free_before(token.begin) || !scan.free_after(token.end) || before == '-' ||
      (before == '/' && scan.path_before(token.begin)))
    return;
  if (!in_capitals(t) && !scan.near(Kind::sg_nric, token.begin, token.end, words)) return;
  scan.add(Kind::sg_nric, token.begin, token.end, "mod11", true);
}

}  // namespace dsprep::models::pii

// Indian permanent account numbers: AAAPA9999A, where P says what kind of taxpayer. There is no check anybody
// publishes: words must stand beside it.
#include <string_view>

#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {
constexpr std::string_view words[] = {"pan", "permanent account", "income tax"};
}

void in_pan_token(Scan& scan, Token token) {
  const std::string_view t = token.of(scan.text);
  if (t.size() != 10) return;
  for (std::size_t i = 0; i < 10; ++i)
    if (!(i < 5 || i == 9 ? is_alpha(t[i]) : is_digit(t[i]))) return;
  constexpr std::string_view taxpayers = "ABCFGHLJPT";
  if (taxpayers.find(upper(t[3])) == taxpayers.npos || !scan.free_before(token.begin) || !scan.free_after(token.end))
    return;
  if (scan.near(Kind::in_pan, token.begin, token.end, words))
    scan.add(Kind::in_pan, token.begin, token.end, "context", false);
}

}  // namespace dsprep::models::pii

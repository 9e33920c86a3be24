// Passport numbers of China, the US, the UK, India, Korea, Spain, Italy, Japan and Germany. Hardly any has a check
// digit that is printed beside it: words must stand beside the number.
#include <string_view>

#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

constexpr std::string_view words[] = {"passport",   "passports", "passport no", "护照",      "護照",
                                      "パスポート", "旅券",      "여권",        "pasaporte", "passaporto",
                                      "passeport",  "reisepass", "passnummer",  "паспорт"};

// 'A': one of `first` where it is the first place, else any letter; '9': a digit; 'x': either. Case does not count.
struct Shape {
  std::string_view places, first, country;
};

constexpr Shape shapes[] = {
    {"A99999999", "EGDSPHK", "CN"},  {"AA9999999", "E", "CN"}, {"A99999999", "", "US"},
    {"AA9999999", "", "GB, IT, JP"}, {"A9999999", "", "IN"},   {"A999A9999", "MSRODmsrod", "KR"},
    {"A99999999", "MSROD", "KR"},    {"AAA999999", "", "ES"},  {"Axxxxxxx9", "CFGHJK", "DE"},
};

bool matches(const Shape& shape, std::string_view t) {
  if (t.size() != shape.places.size()) return false;
  std::size_t digits = 0;
  for (std::size_t i = 0; i < t.size(); ++i) {
    const bool digit = is_digit(t[i]);
    digits += digit;
    if (shape.places[i] == 'A' ? !is_alpha(t[i]) : shape.places[i] == '9' ? !digit : !is_alnum(t[i])) return false;
  }
  return digits >= 5 && (shape.first.empty() || shape.first.find(upper(t[0])) != shape.first.npos);
}

}  // namespace

void passport_token(Scan& scan, Token token) {
  const std::string_view t = token.of(scan.text);
  if (t.size() < 8 || t.size() > 9 || !scan.free_before(token.begin) || !scan.free_after(token.end)) return;
  for (const Shape& shape : shapes) {
    if (!matches(shape, t)) continue;
    if (scan.near(Kind::passport, token.begin, token.end, words))
      scan.add(Kind::passport, token.begin, token.end, "context", false);
    return;
  }
}

// Nine digits: the US and the UK.
void passport_number(Scan& scan, const NumberRun& run) {
  if (run.groups[0].size() != 9) return;
  const std::size_t end = scan.solid(run, 9);
  if (end != 0 && scan.near(Kind::passport, run.begin(), end, words))
    scan.add(Kind::passport, run.begin(), end, "context", false);
}

}  // namespace dsprep::models::pii

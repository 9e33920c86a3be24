// UK national insurance numbers: two letters, six digits, a letter A to D, in one piece or in pairs. The prefixes are
// those HMRC allocates (NIM39110).
#include <string>
#include <string_view>

#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

constexpr std::string_view words[] = {"nino", "national insurance", "insurance number", "ni number", "ni no"};

bool prefix(char a, char b) {
  constexpr std::string_view never_first = "DFIQUV", never_second = "DFIOQUV";
  constexpr std::string_view never[] = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"};
  const char both[] = {upper(a), upper(b), '\0'};
  if (!is_alpha(a) || !is_alpha(b) || never_first.find(both[0]) != never_first.npos ||
      never_second.find(both[1]) != never_second.npos)
    return false;
  for (const std::string_view one : never)
    if (one == both) return false;
  return true;
}

void consider(Scan& scan, std::size_t begin, std::size_t end) {
  const std::string_view number = scan.text.substr(begin, end - begin);
  if (!prefix(number[0], number[1]) || !scan.free_before(begin) || !scan.free_after(end)) return;
  const char before = scan.before(begin), last = upper(number.back());
  if (last < 'A' || last > 'D' || (before == '/' && scan.path_before(begin)) || before == '-' || before == '.') return;
  if (!in_capitals(number) && !scan.near(Kind::uk_nino, begin, end, words)) return;
  scan.add(Kind::uk_nino, begin, end, "format", false);
}

}  // namespace

void uk_nino_token(Scan& scan, Token token) {
  const std::string_view t = token.of(scan.text);
  const auto six_digits = [](std::string_view s) {
    for (std::size_t i = 0; i < 6; ++i)
      if (!is_digit(s[i])) return false;
    return true;
  };
  if (t.size() == 9 && six_digits(t.substr(2))) consider(scan, token.begin, token.end);
  if (t.size() == 7 && six_digits(t) && token.begin >= 3 && scan.at(token.begin - 1) == ' ')
    consider(scan, token.begin - 3, token.end);
}

// "AB 12 34 56 C", "AB-12-34-56-C", "AB 123456 C": from the first digits.
void uk_nino_number(Scan& scan, const NumberRun& run) {
  const std::size_t begin = run.begin();
  const char separator = scan.before(begin);
  if (begin < 3 || (separator != ' ' && separator != '-')) return;
  const std::size_t groups = run.groups[0].size() == 6 ? 1 : 3;
  if (run.group_count < groups) return;
  for (std::size_t i = 0; groups == 3 && i < 3; ++i)
    if (run.groups[i].size() != 2 || (i < 2 && run.separators[i] != separator)) return;
  const std::size_t end = run.groups[groups - 1].end;
  if (scan.at(end) == separator) consider(scan, begin - 3, end + 2);
}

}  // namespace dsprep::models::pii

// Hardware addresses with dashes (AA-BB-CC-DD-EE-FF) or dots (aabb.ccdd.eeff). The colon form is with ip.cpp.
#include <string_view>

#include "base/ascii.h"
#include "models/pii/detectors.h"
#include "models/pii/kinds.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {
namespace {

// `size` hex digits a group, `groups` groups, from `begin`.
void consider(Scan& scan, std::size_t begin, std::size_t size, std::size_t groups, char separator) {
  const std::size_t length = groups * (size + 1) - 1, end = begin + length;
  if (end > scan.text.size()) return;
  int ones = 0, zeros = 0, letters = 0, digits = 0, lower_case = 0, upper_case = 0;
  for (std::size_t i = 0; i < length; ++i) {
    const char c = scan.text[begin + i];
    if (i % (size + 1) == size) {
      if (c != separator) return;
      continue;
    }
    if (base::hex_value(c) < 0) return;
    ones += base::hex_value(c) == 15;
    zeros += c == '0';
    letters += is_alpha(c);
    digits += is_digit(c);
    lower_case += is_alpha(c) && !is_upper(c);
    upper_case += is_upper(c);
  }
  // Without a digit, mixed case is a word's: Ad-Ba-…
  if (ones == 12 || zeros == 12 || letters == 0 || (digits == 0 && lower_case > 0 && upper_case > 0)) return;
  const char before = scan.before(begin), behind = scan.at(end);
  if (before == separator || behind == separator || !scan.free_before(begin) || !scan.free_after(end)) return;
  scan.add(Kind::mac, begin, end, separator == '-' ? "dashes" : "dots", false);
}

void from_group(Scan& scan, std::size_t begin, std::size_t end) {
  const std::size_t size = end - begin;
  const char separator = size == 2 ? '-' : '.';
  if (size != 2 && size != 4) return;
  if (scan.at(end) != separator && scan.before(begin) != separator) return;
  // Groups before this one had no digit, so nobody asked for them.
  std::size_t back = 0;
  const std::size_t groups = size == 2 ? 6 : 3;
  while (back + 1 < groups && begin >= size + 1 && scan.text[begin - 1] == separator) {
    bool digit = false, hex = true;
    for (std::size_t i = begin - size - 1; i < begin - 1; ++i) {
      digit |= is_digit(scan.text[i]);
      hex &= base::hex_value(scan.text[i]) >= 0;
    }
    if (digit || !hex) break;
    begin -= size + 1;
    ++back;
  }
  if (scan.before(begin) != separator) consider(scan, begin, size, groups, separator);
}

}  // namespace

// AA-BB-CC-DD-EE-FF has no digit that would lead to it.
void mac_mark(Scan& scan, std::size_t mark) {
  const std::size_t size = scan.text[mark] == '-' ? 2 : 4;
  const auto hex = [&](std::size_t i) { return base::hex_value(scan.at(i)) >= 10; };
  if (mark < size || scan.at(mark + size + 1) != scan.text[mark]) return;
  for (std::size_t i = 1; i <= size; ++i)
    if (!hex(mark - i) || !hex(mark + i)) return;
  if (scan.before(mark - size) != scan.text[mark])
    consider(scan, mark - size, size, size == 2 ? 6 : 3, scan.text[mark]);
}

void mac_token(Scan& scan, Token token) { from_group(scan, token.begin, token.end); }

void mac_number(Scan& scan, const NumberRun& run) { from_group(scan, run.groups[0].begin, run.groups[0].end); }

}  // namespace dsprep::models::pii

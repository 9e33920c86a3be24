#include "ops/clean/dedup_lines/line_key.h"

#include <unicode/uchar.h>
#include <unicode/unorm2.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <iterator>
#include <vector>

#include "text/classes.h"
#include "text/code_point_table.h"
#include "text/normalize.h"
#include "text/properties.h"
#include "text/utf8.h"

namespace dsprep::ops::dedup_lines {
namespace {

// Beyond ASCII; U+FF11, a digit, is in the published list. Sorted.
constexpr char32_t wide_punctuation[] = {0xab,   0xb4,   0xbb,   0x2013, 0x2014, 0x2019, 0x201c, 0x201d, 0x201e,
                                         0x2026, 0x2236, 0x2501, 0x25ba, 0x3001, 0x3002, 0x3008, 0x3009, 0x300a,
                                         0x300b, 0x300c, 0x300d, 0x3010, 0x3011, 0xff01, 0xff05, 0xff08, 0xff09,
                                         0xff0c, 0xff0e, 0xff11, 0xff1a, 0xff1b, 0xff1f, 0xff5e};
static_assert(std::size(wide_punctuation) == 34);

bool is_wide_punctuation(char32_t c) {
  return std::binary_search(std::begin(wide_punctuation), std::end(wide_punctuation), c);
}
bool is_ascii_punctuation(char32_t c) {
  return (c >= 0x21 && c <= 0x2f) || (c >= 0x3a && c <= 0x40) || (c >= 0x5b && c <= 0x60) || (c >= 0x7b && c <= 0x7e);
}
bool is_control(char32_t c) { return c < 32 || (c >= 127 && c < 160); }
// As Python has it: White_Space, and the separators among the control characters.
bool is_space(char32_t c) { return text::is_whitespace(c) || (c >= 0x1c && c <= 0x1f); }

// What becomes of a code point by itself.
enum Action : std::uint8_t { keep, drop, zero, space, look_closer };  // look_closer: case, decomposition

Action action_of(char32_t c, LineForm form) {
  if (form == LineForm::simple && is_space(c)) return space;
  if (u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER) return zero;
  if (is_control(c) || is_wide_punctuation(c)) return drop;
  if (form == LineForm::simple && is_ascii_punctuation(c)) return drop;
  return keep;
}

// Of all code points, for one form. Lower-casing and decomposing come first: where either changes a character, its
// table entry says to look closer, and so for marks that are not dropped and might change places.
text::CodePointTable make_actions(LineForm form) {
  const auto cased = text::binary_property(UCHAR_CHANGES_WHEN_LOWERCASED);
  const auto category = text::enumerated_property(UCHAR_GENERAL_CATEGORY);
  const auto quick = text::enumerated_property(UCHAR_NFD_QUICK_CHECK);
  const auto combining = text::enumerated_property(UCHAR_CANONICAL_COMBINING_CLASS);
  std::vector<std::uint8_t> actions(text::code_points);
  for (char32_t c = 0; c < text::code_points; ++c) {
    Action action = action_of(c, form);
    if (c >= 0x80 && cased[c]) action = look_closer;
    if (form == LineForm::simple) {
      if (category[c] == U_NON_SPACING_MARK) action = drop;
      else if (quick[c] != UNORM_YES || combining[c] != 0) action = look_closer;
    }
    actions[c] = action;
  }
  return text::CodePointTable(actions);
}

const text::CodePointTable& actions_of(LineForm form) {
  static const text::CodePointTable ccnet = make_actions(LineForm::ccnet), simple = make_actions(LineForm::simple);
  return form == LineForm::ccnet ? ccnet : simple;
}

// What an ASCII byte becomes; 0 where it is dropped.
std::array<char, 128> make_ascii(LineForm form) {
  std::array<char, 128> to{};
  for (char32_t c = 0; c < 128; ++c) {
    const bool upper = c >= 'A' && c <= 'Z';
    switch (action_of(c, form)) {
      case keep: to[c] = static_cast<char>(upper ? c + ('a' - 'A') : c); break;
      case zero: to[c] = '0'; break;
      case space: to[c] = ' '; break;
      default: break;
    }
  }
  return to;
}

const std::array<char, 128>& ascii_of(LineForm form) {
  static const std::array<char, 128> ccnet = make_ascii(LineForm::ccnet), simple = make_ascii(LineForm::simple);
  return form == LineForm::ccnet ? ccnet : simple;
}

}  // namespace

std::string_view trimmed(std::string_view line) {
  std::size_t begin = 0, end = line.size();
  while (begin < end) {
    std::size_t next = begin;
    if (!is_space(text::decode(line, next))) break;
    begin = next;
  }
  while (end > begin) {
    std::size_t last = end - 1;
    while (text::is_continuation(line[last])) --last;
    std::size_t next = last;
    if (!is_space(text::decode(line, next))) break;
    end = last;
  }
  return line.substr(begin, end - begin);
}

void line_key_slowly(std::string_view line, LineForm form, std::string& out) {
  line = trimmed(line);
  if (form == LineForm::trimmed) {
    out.assign(line);
    return;
  }
  std::string lower, changed;
  text::to_lower(line, lower);
  if (form == LineForm::simple) {
    text::normalize(lower, text::Form::nfd, changed);
    lower.swap(changed);
  }
  out.clear();
  for (std::size_t i = 0; i < lower.size();) {
    const char32_t c = text::decode(lower, i);
    if (form == LineForm::simple && u_charType(static_cast<UChar32>(c)) == U_NON_SPACING_MARK) continue;
    switch (action_of(c, form)) {
      case keep: text::append_utf8(out, c); break;
      case zero: out += '0'; break;
      case space:
        if (!out.empty() && out.back() != ' ') out += ' ';
        break;
      default: break;
    }
  }
  if (form == LineForm::simple && !out.empty() && out.back() == ' ') out.pop_back();
}

void line_key(std::string_view line, LineForm form, std::string& out) {
  line = trimmed(line);
  if (form == LineForm::trimmed) {
    out.assign(line);
    return;
  }
  const std::array<char, 128>& ascii = ascii_of(form);
  const text::CodePointTable* actions = nullptr;
  out.resize(line.size());
  char* const begin = out.data();
  char* to = begin;
  // A space is written where something has been written and no space was last: both forms, since ccnet has no `space`.
  char before = ' ';
  for (std::size_t i = 0; i < line.size();) {
    const auto byte = static_cast<unsigned char>(line[i]);
    if (byte < 0x80) {
      const char c = ascii[byte];
      *to = c;
      const bool skipped = c == 0 || (c == ' ' && before == ' ' && form == LineForm::simple);
      to += !skipped;
      before = skipped ? before : c;
      ++i;
      continue;
    }
    if (!actions) actions = &actions_of(form);
    const std::size_t at = i;
    switch ((*actions)[text::decode(line, i)]) {
      case keep:
        for (std::size_t k = at; k < i; ++k) *to++ = line[k];
        before = 'x';
        break;
      case zero:
        *to++ = '0';
        before = '0';
        break;
      case space:
        if (before != ' ') *to++ = before = ' ';
        break;
      case drop: break;
      case look_closer: return line_key_slowly(line, form, out);
    }
  }
  if (form == LineForm::simple && to > begin && to[-1] == ' ') --to;
  out.resize(static_cast<std::size_t>(to - begin));
}

}  // namespace dsprep::ops::dedup_lines

#include "ops/clean/decontaminate/word_gaps.h"

#include <algorithm>

#include "text/classes.h"
#include "text/utf8.h"

namespace dsprep::ops::decontaminate {
namespace {

bool is_hyphen(char32_t c) { return c == '-' || c == 0x2010 || c == 0x2011; }

bool joins(char32_t c) {
  return std::u32string_view(U",/\\_=+&@~%^$·，、､﹐﹑／＿＝＋＆＠～").find(c) != std::u32string_view::npos;
}

bool is_quotation_or_emphasis(char32_t c) {
  return std::u32string_view(U"\"'*`“”„‟‘’«»‹›「」『』《》〈〉＂＇＊").find(c) != std::u32string_view::npos;
}

bool is_space(char32_t c) { return (text::classes_of(c) & (text::whitespace | text::mark)) != 0; }

}  // namespace

bool divides(std::string_view text, TextSpan gap) {
  char32_t before = 'a';  // of the character looked at: first, a word's
  for (std::size_t i = gap.begin; i < gap.end;) {
    const char32_t c = text::decode(text, i);
    if (c == '\n' || c == '\r') return true;
    if (is_hyphen(c)) {
      std::size_t next = i;
      if (is_space(before) || (i < gap.end && is_space(text::decode(text, next)))) return true;
    } else if (!is_space(c) && !joins(c)) {
      return true;
    }
    before = c;
  }
  return false;
}

std::uint8_t count_gap_marks(std::string_view text, TextSpan gap) {
  std::size_t marks = 0, low_lines = 0, spaces = 0;
  for (std::size_t i = gap.begin; i < gap.end;) {
    const char32_t c = text::decode(text, i);
    if (is_space(c)) ++spaces;
    else if (c == '_') ++low_lines;
    else marks += !is_quotation_or_emphasis(c);
  }
  if (spaces == 0) marks += low_lines;  // of_a_name
  return static_cast<std::uint8_t>(std::min<std::size_t>(marks, 255));
}

}  // namespace dsprep::ops::decontaminate

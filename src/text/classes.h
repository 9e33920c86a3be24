// Character classes by Unicode properties (ICU's version of Unicode). Thread-safe: the table is built on first use.
#pragma once

#include <cstdint>

#include "text/code_point_table.h"

namespace dsprep::text {

// Bits, so that one look-up answers every question.
enum CharClass : std::uint16_t {
  letter = 1 << 0,
  mark = 1 << 1,
  digit = 1 << 2,
  other_number = 1 << 3,
  punctuation = 1 << 4,
  symbol = 1 << 5,
  whitespace = 1 << 6,
  other = 1 << 7,  // exactly one of these eight (whitespace wins over the category)
  uppercase = 1 << 8,
  lowercase = 1 << 9,
  ideograph = 1 << 10,  // of letters only (U+3007, an ideographic zero, is Nl)
};
std::uint16_t classes_of(char32_t c);  // other, above U+10FFFF too

inline bool is_alphanumeric(char32_t c) { return classes_of(c) & (letter | digit); }
inline bool is_whitespace(char32_t c) { return classes_of(c) & whitespace; }

// The same as a small number, for those who count: each code point is of exactly one kind.
enum CharKind : std::uint8_t {
  kind_upper,
  kind_lower,
  kind_ideograph,
  kind_other_letter,
  kind_mark,
  kind_digit,
  kind_other_number,
  kind_punctuation,
  kind_symbol,
  kind_whitespace,
  kind_other,
  char_kinds,
};
const CodePointTable& char_kinds_table();  // of CharKinds

// 1 where the code point has the property Alphabetic, else 0.
const CodePointTable& alphabetic_table();

}  // namespace dsprep::text

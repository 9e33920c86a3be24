// The character classes of UAX-29's word boundary rules.
#pragma once

#include <cstdint>

#include "text/code_point_table.h"

namespace dsprep::text {

enum WordBreak : std::uint8_t {
  wb_other,
  wb_cr,
  wb_lf,
  wb_newline,
  wb_extend,
  wb_zwj,
  wb_format,
  wb_katakana,
  wb_hebrew_letter,
  wb_letter,
  wb_single_quote,
  wb_double_quote,
  wb_mid_num_let,
  wb_mid_letter,
  wb_mid_num,
  wb_numeric,
  wb_extend_num_let,
  wb_regional_indicator,
  wb_space,
  word_breaks,
};

// What the table holds of each code point: a WordBreak and two flags.
inline constexpr std::uint8_t word_break_mask = 0x1f;
inline constexpr std::uint8_t is_pictographic_bit = 0x20;  // Extended_Pictographic
inline constexpr std::uint8_t is_alphanumeric_bit = 0x40;  // Alphabetic, or Nd, Nl, No: makes its segment a word

// Built on first use, thread-safe; in ICU's version of Unicode.
const CodePointTable& word_break_table();

}  // namespace dsprep::text

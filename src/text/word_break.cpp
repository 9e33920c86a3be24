#include "text/word_break.h"

#include <vector>

#include <unicode/uchar.h>

#include "text/properties.h"

namespace dsprep::text {
namespace {

WordBreak from_icu(std::uint8_t value) {
  switch (value) {
    case U_WB_CR: return wb_cr;
    case U_WB_LF: return wb_lf;
    case U_WB_NEWLINE: return wb_newline;
    case U_WB_EXTEND: return wb_extend;
    case U_WB_ZWJ: return wb_zwj;
    case U_WB_FORMAT: return wb_format;
    case U_WB_KATAKANA: return wb_katakana;
    case U_WB_HEBREW_LETTER: return wb_hebrew_letter;
    case U_WB_ALETTER: return wb_letter;
    case U_WB_SINGLE_QUOTE: return wb_single_quote;
    case U_WB_DOUBLE_QUOTE: return wb_double_quote;
    case U_WB_MIDNUMLET: return wb_mid_num_let;
    case U_WB_MIDLETTER: return wb_mid_letter;
    case U_WB_MIDNUM: return wb_mid_num;
    case U_WB_NUMERIC: return wb_numeric;
    case U_WB_EXTENDNUMLET: return wb_extend_num_let;
    case U_WB_REGIONAL_INDICATOR: return wb_regional_indicator;
    case U_WB_WSEGSPACE: return wb_space;
    default: return wb_other;  // the emoji classes of Unicode 9 and 10 are empty since Unicode 11
  }
}

CodePointTable make_table() {
  std::vector<std::uint8_t> values = enumerated_property(UCHAR_WORD_BREAK);
  const std::vector<std::uint8_t> category = enumerated_property(UCHAR_GENERAL_CATEGORY);
  const std::vector<std::uint8_t> alphabetic = binary_property(UCHAR_ALPHABETIC);
  const std::vector<std::uint8_t> pictographic = binary_property(UCHAR_EXTENDED_PICTOGRAPHIC);
  for (std::size_t c = 0; c < values.size(); ++c) {
    const bool number =
        category[c] == U_DECIMAL_DIGIT_NUMBER || category[c] == U_LETTER_NUMBER || category[c] == U_OTHER_NUMBER;
    unsigned value = from_icu(values[c]);
    if (pictographic[c] != 0) value |= is_pictographic_bit;
    if (alphabetic[c] != 0 || number) value |= is_alphanumeric_bit;
    values[c] = static_cast<std::uint8_t>(value);
  }
  return CodePointTable(values);
}

}  // namespace

const CodePointTable& word_break_table() {
  static const CodePointTable table = make_table();
  return table;
}

}  // namespace dsprep::text

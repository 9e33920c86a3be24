#include "text/classes.h"

#include <vector>

#include <unicode/uchar.h>

#include "text/properties.h"

namespace dsprep::text {
namespace {

CharKind kind_of_category(std::uint8_t category) {
  switch (category) {
    case U_UPPERCASE_LETTER:
    case U_TITLECASE_LETTER: return kind_upper;
    case U_LOWERCASE_LETTER: return kind_lower;
    case U_MODIFIER_LETTER:
    case U_OTHER_LETTER: return kind_other_letter;
    case U_NON_SPACING_MARK:
    case U_ENCLOSING_MARK:
    case U_COMBINING_SPACING_MARK: return kind_mark;
    case U_DECIMAL_DIGIT_NUMBER: return kind_digit;
    case U_LETTER_NUMBER:
    case U_OTHER_NUMBER: return kind_other_number;
    case U_DASH_PUNCTUATION:
    case U_START_PUNCTUATION:
    case U_END_PUNCTUATION:
    case U_CONNECTOR_PUNCTUATION:
    case U_OTHER_PUNCTUATION:
    case U_INITIAL_PUNCTUATION:
    case U_FINAL_PUNCTUATION: return kind_punctuation;
    case U_MATH_SYMBOL:
    case U_CURRENCY_SYMBOL:
    case U_MODIFIER_SYMBOL:
    case U_OTHER_SYMBOL: return kind_symbol;
    default: return kind_other;
  }
}

CodePointTable make_table() {
  std::vector<std::uint8_t> kinds = enumerated_property(UCHAR_GENERAL_CATEGORY);
  const std::vector<std::uint8_t> white_space = binary_property(UCHAR_WHITE_SPACE);
  const std::vector<std::uint8_t> ideographic = binary_property(UCHAR_IDEOGRAPHIC);
  for (std::size_t c = 0; c < kinds.size(); ++c) {
    kinds[c] = kind_of_category(kinds[c]);
    if (white_space[c] != 0) kinds[c] = kind_whitespace;
    if (ideographic[c] != 0 && kinds[c] == kind_other_letter) kinds[c] = kind_ideograph;
  }
  return CodePointTable(kinds);
}

constexpr std::uint16_t classes_of_kind[char_kinds] = {
    letter | uppercase,
    letter | lowercase,
    letter | ideograph,
    letter,
    mark,
    digit,
    other_number,
    punctuation,
    symbol,
    whitespace,
    other,
};

}  // namespace

const CodePointTable& char_kinds_table() {
  static const CodePointTable table = make_table();
  return table;
}

const CodePointTable& alphabetic_table() {
  static const CodePointTable table(binary_property(UCHAR_ALPHABETIC));
  return table;
}

std::uint16_t classes_of(char32_t c) {
  static const CodePointTable& table = char_kinds_table();
  return c < code_points ? classes_of_kind[table[c]] : std::uint16_t{other};
}

}  // namespace dsprep::text

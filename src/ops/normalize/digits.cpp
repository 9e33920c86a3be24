// digits: decimal digits of every script as ASCII ones.
#include <unicode/uchar.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op_spec.h"
#include "dsprep/text_rewriter.h"
#include "text/char_search.h"
#include "text/code_point_table.h"
#include "text/utf8.h"

namespace dsprep::ops {
namespace {

struct Params {
  bool han = false, circled = false, scripts = false, separators = false;
  std::vector<std::string> text_fields = {"text"};
  void fields(ParamFields& f) {
    f("han", han, {.meaning = "whether numbers written digit by digit in Chinese characters (二〇二六) are, too"});
    f("circled", circled, {.meaning = "whether circled, bracketed and dotted numbers (① ⑿ ⒛) are, too"});
    f("scripts", scripts, {.meaning = "whether superscript and subscript digits (x² H₂O) are, too"});
    f("separators", separators,
      {.meaning = "whether the Arabic marks between digits (U+066B U+066C) become \".\" and \",\""});
    describe_text_fields(f, text_fields);
  }
};

// What a code point is looked for as.
enum Kind : std::uint8_t { no_digit, decimal, number, han_digit, separator };

// The digits by which Chinese numbers are written, and what makes another way of writing of them: "三百二十" is no 32.
constexpr std::u32string_view han_digits = U"〇一二三四五六七八九";
constexpr std::u32string_view han_units = U"十百千万萬亿億兆廿卅";

// The number that U+2460–U+249B, U+24EA–U+24FF, U+2776–U+2793, U+3251–U+325F, U+32B1–U+32BF stand for (category No).
bool is_circled(char32_t c) {
  return (c >= 0x2460 && c <= 0x249b) || (c >= 0x24ea && c <= 0x24ff) || (c >= 0x2776 && c <= 0x2793) ||
         (c >= 0x3251 && c <= 0x325f) || (c >= 0x32b1 && c <= 0x32bf);
}
bool is_raised(char32_t c) {
  return c == 0xb2 || c == 0xb3 || c == 0xb9 || c == 0x2070 || (c >= 0x2074 && c <= 0x2079) ||
         (c >= 0x2080 && c <= 0x2089);
}

std::vector<std::uint8_t> kinds(const Params& params) {
  std::vector<std::uint8_t> flat(text::code_points);
  for (char32_t c = 0x80; c < text::code_points; ++c)
    if (u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER) flat[c] = decimal;
  for (char32_t c = 0x80; c < 0x3300; ++c)
    if ((params.circled && is_circled(c)) || (params.scripts && is_raised(c))) flat[c] = number;
  if (params.han)
    for (const char32_t c : han_digits) flat[c] = han_digit;
  if (params.separators) flat[0x66b] = flat[0x66c] = separator;
  return flat;
}

bool is_digit(char32_t c) { return u_charType(static_cast<UChar32>(c)) == U_DECIMAL_DIGIT_NUMBER; }

char32_t char_before(std::string_view text, std::size_t i) {
  if (i == 0) return 0;
  for (--i; text::is_continuation(text[i]);) --i;
  return text::decode(text, i);
}
char32_t char_at(std::string_view text, std::size_t i) { return i < text.size() ? text::decode(text, i) : 0; }

struct DigitRules {
  struct Scratch {};
  static constexpr std::string_view counts[] = {"digits"};
  text::CharSearch search;

  bool rewrite_escaped(std::string_view escaped, TextDraft& draft, Scratch& scratch) const {
    // An escape is never a digit, nor part of one; nor does it look like one, but for \f of han digits, which is no
    // digit.
    rewrite(escaped, draft, scratch);
    return true;
  }

  void rewrite(std::string_view text, TextDraft& draft, Scratch&) const {
    for (std::size_t at; (at = search.find(text, draft.at())) < text.size();) {
      std::size_t behind = at;
      const char32_t c = text::decode(text, behind);
      const std::uint8_t kind = search[c];
      draft.keep_to(at);
      if (kind == han_digit) {
        rewrite_han(text, at, draft);
      } else if (kind == separator) {
        const bool between = digit(char_before(text, at)) && digit(char_at(text, behind));
        if (between) draft.replace(behind - at, c == 0x66b ? "." : ",");
        else draft.keep_to(behind);
      } else {
        const auto value = static_cast<unsigned>(kind == decimal ? u_charDigitValue(static_cast<UChar32>(c))
                                                                 : u_getNumericValue(static_cast<UChar32>(c)));
        const std::array<char, 2> digits = {static_cast<char>('0' + value / 10), static_cast<char>('0' + value % 10)};
        const std::string_view all(digits.data(), 2);
        draft.replace(behind - at, value < 10 ? all.substr(1) : all);
        draft.count(0);
      }
    }
  }

  // Now or in the new text.
  bool digit(char32_t c) const { return is_digit(c) || (search[c] != no_digit && search[c] != separator); }

  // A run of two or more digits, with no unit at either end, is a number written digit by digit.
  void rewrite_han(std::string_view text, std::size_t begin, TextDraft& draft) const {
    std::size_t end = begin, chars = 0;
    while (end < text.size()) {
      std::size_t behind = end;
      if (search[text::decode(text, behind)] != han_digit) break;
      end = behind;
      ++chars;
    }
    const auto is_unit = [](char32_t c) { return c != 0 && han_units.find(c) != han_units.npos; };
    if (chars < 2 || is_unit(char_before(text, begin)) || is_unit(char_at(text, end))) {
      draft.keep_to(end);
      return;
    }
    for (std::size_t i = begin; i < end;) {
      const std::size_t from = i;
      const char digit = static_cast<char>('0' + han_digits.find(text::decode(text, i)));
      draft.replace(i - from, std::string_view(&digit, 1));
      draft.count(0);
    }
  }
};

Result<AnyOp> make(const ParamValues& values, Binder& binder) {
  const Params params = bind_params<Params>(values);
  return text_rewriter(DigitRules{text::CharSearch(kinds(params))}, params.text_fields, binder);
}

constexpr Example examples[] = {
    {"Digits of other scripts", "", "{\"text\":\"１２３ ١٢٣ ۴۵۶ १२३ ๑๒๓ 𝟙𝟚\"}\n{\"text\":\"① 一 x² Ⅳ ½\"}\n",
     "{\"text\":\"123 123 456 123 123 12\"}\n{\"text\":\"① 一 x² Ⅳ ½\"}\n"},
    {"Numbers in Chinese characters, digit by digit", "han = true",
     "{\"text\":\"二〇二六年，一九八四，第一，三百二十\"}\n", "{\"text\":\"2026年，1984，第一，三百二十\"}\n"},
    {"Circled numbers, raised digits, Arabic separators", "circled = true\nscripts = true\nseparators = true",
     "{\"text\":\"① ⑳ ⑴ x² H₂O ١٬٢٣٤٫٥\"}\n", "{\"text\":\"1 20 1 x2 H2O 1,234.5\"}\n"},
};

}  // namespace

extern const OpSpec normalize_digits;
const OpSpec normalize_digits = {
    .name = "digits",
    .family = Family::normalize,
    .summary = "Rewrite decimal digits of every script as ASCII digits",
    .details =
        R"(Every character of the general category Nd becomes the ASCII digit of its value: Arabic-Indic `١`,
Persian `۱`, Devanagari `१`, Bengali, Thai, Khmer, full-width `１`, mathematical `𝟏` and the rest. The direction and the
order of digits do not change. What only has the value of a number stays: `①`, `½`, `Ⅳ`, `一`, unless it is asked for:

- `han`: a run of two or more of `〇一二三四五六七八九` becomes digits: `二〇二六年` → `2026年`. A single one is as often a
  word and stays, and so does a run with `十百千万萬亿億兆廿卅` at either end (`三百二十`). Words of two such characters
  (`七八个`) are numbers to it, too.
- `circled`: `①` `⑳` `⑴` `⒈` `❶` `㉑` become `1` `20` `1` `1` `1` `21`. Two in a row can no longer be told apart.
- `scripts`: superscript and subscript digits become plain ones: `x²` → `x2`. This loses meaning.
- `separators`: between two decimal digits of any script, the Arabic decimal separator U+066B becomes `.` and the Arabic
  thousands separator U+066C `,`.

Text without such characters comes out byte for byte. The counter `digits` tells how many were replaced. The step is
idempotent; labels follow their digits.)",
    .source = "General category Nd and Numeric_Value of the Unicode Character Database, by ICU",
    .examples = examples,
    .params = describe_params<Params>,
    .make = make,
    .idempotent = true,
};

}  // namespace dsprep::ops

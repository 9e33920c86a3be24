// What Python's str methods say of one character, which published rules are written in. By ICU's Unicode.
// Thread-safe: the table is built on first use.
#pragma once

#include <cstdint>

#include "text/code_point_table.h"

namespace dsprep::text {

enum CharFact : std::uint8_t {
  fact_upper = 1,     // isupper(): Uppercase
  fact_lower = 2,     // islower(): Lowercase
  fact_alpha = 4,     // isalpha(): L*
  fact_digit = 8,     // isdigit(): decimal digits, and digits such as ²
  fact_numeric = 16,  // isnumeric(): digits, ½, Ⅷ, 三
  fact_decimal = 32,  // isdecimal(), and \d of re: decimal digits
  fact_title = 64,    // istitle() of one letter, where it is not upper: ǅ
  fact_punct = 128,   // the general category is P*
};
inline constexpr std::uint8_t fact_alnum = fact_alpha | fact_digit | fact_numeric | fact_decimal;  // any: isalnum()

const CodePointTable& char_facts();  // of bits of CharFact

// \w of Python's re.
inline bool is_word_character(const CodePointTable& facts, char32_t c) {
  return c == U'_' || (facts[c] & fact_alnum) != 0;
}

}  // namespace dsprep::text

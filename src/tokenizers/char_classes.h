// What the pre-tokenizers ask of a character, by Unicode's properties in ICU's version: one look-up. Thread-safe.
#pragma once

#include <cstdint>
#include <string_view>

#include "text/code_point_table.h"
#include "text/utf8.h"

namespace dsprep::tokenizers {

enum CharBits : std::uint8_t {
  is_letter = 1,     // L*
  is_number = 2,     // N*
  is_space = 4,      // White_Space
  is_newline = 8,    // LF, CR
  is_upperish = 16,  // Lu Lt Lm Lo M*: what may stand in the first part of a word of o200k
  is_lowerish = 32,  // Ll Lm Lo M*: in its second part
  is_mark = 64,      // M*
};
const text::CodePointTable& char_bits();

// The general category of each code point, as ICU numbers them.
const text::CodePointTable& categories();

// Bits of the character at text[i]; moves i behind it. REQUIRES valid UTF-8 and i < size.
inline std::uint8_t next_bits(const text::CodePointTable& table, std::string_view text, std::size_t& i) {
  const auto byte = static_cast<unsigned char>(text[i]);
  if (byte < 0x80) {
    ++i;
    return table.ascii()[byte];
  }
  return table[text::decode(text, i)];
}

}  // namespace dsprep::tokenizers

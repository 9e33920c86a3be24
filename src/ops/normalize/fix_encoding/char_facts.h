// What is known of single characters: their class for the heuristic, which fixer wants them, and whether they can be
// part of a text that is not in a normalization form. Made on first use.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "text/code_point_table.h"
#include "text/normalize.h"

namespace dsprep::ops::fix_encoding {

// Bits of what occurs in a stretch of text.
enum Fact : std::uint16_t {
  ampersand = 1 << 0,
  less_than = 1 << 1,
  ascii_control = 1 << 2,  // all but TAB, LF and FF
  c1_control = 1 << 3,
  ligature = 1 << 4,
  odd_width = 1 << 5,
  curly_quote = 1 << 6,
  line_break = 1 << 7,   // U+0085, U+2028, U+2029
  odd_control = 1 << 8,  // not of ASCII: byte order mark, object replacement, …
  first_form = 1 << 9,   // and the next three: perhaps not in NFC, NFD, NFKC, NFKD
};
constexpr std::uint16_t fact_of(text::Form form) {
  return static_cast<std::uint16_t>(first_form << static_cast<unsigned>(form));
}

class CharFacts {
 public:
  struct Kind {
    std::uint8_t badness;  // its class there
    std::uint16_t facts;
  };

  static const CharFacts& get();
  const Kind& operator[](char32_t c) const { return kinds_[table_[c]]; }
  // What a character of that fact becomes, in UTF-8. REQUIRES one of ligature, odd_width.
  std::string_view replacement(char32_t c) const;

 private:
  CharFacts(const std::vector<std::uint8_t>& table, std::vector<Kind> kinds);
  static CharFacts make();

  text::CodePointTable table_;
  std::vector<Kind> kinds_;
  std::vector<std::string> widths_;
};

}  // namespace dsprep::ops::fix_encoding

// One quick look at a stretch of text: what occurs in it that a fixer may want, and whether it looks like mojibake.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dsprep::ops::fix_encoding {

struct Findings {
  std::uint16_t facts = 0;  // of Fact
  bool bad = false;
};

// REQUIRES valid UTF-8.
Findings scan(std::string_view text);

// Where the ASCII that text[from] stands in ends; adds what occurs in it to `facts`.
std::size_t ascii_end(std::string_view text, std::size_t from, std::uint16_t& facts);

// Does a character of U+4000–U+9FFF begin with this byte? They are most of a Chinese text, and no fixer wants any.
inline bool is_ideograph(char lead) {
  return static_cast<unsigned char>(lead) >= 0xe4 && static_cast<unsigned char>(lead) <= 0xe9;
}

// Where a row of them ends that text[from] is in.
inline std::size_t ideographs_end(std::string_view text, std::size_t from) {
  while (from < text.size() && is_ideograph(text[from])) from += 3;
  return from;
}

// Most of a Chinese text, and what no fixer wants any of: ASCII, U+4000–U+9FFF, and the commonest punctuation
// (、。「」).
inline bool is_quiet(char32_t c) { return c < 0x80 || (c >= 0x4000 && c <= 0x9fff) || (c >= 0x3001 && c <= 0x3011); }

}  // namespace dsprep::ops::fix_encoding

#include "ops/clean/c4/c4_marks.h"

#include <cstring>

// Each phrase has four bytes that seldom come together in English: "java", "ipsu", "f us", "vacy", "cook". Letters are
// folded by setting bit 5, which maps some other bytes onto them too: that costs a closer look and nothing else. The
// k of "cook" may be KELVIN SIGN, E2 84 AA (E2 has bit 5 set).

namespace dsprep::ops::c4 {
namespace {

constexpr std::size_t block = 64;
constexpr std::size_t ahead = 3;  // bytes behind a block that are looked at with it

// REQUIRES block + ahead readable bytes. Written for the vectoriser: no branches, nothing but bytes.
unsigned marks_of_block(const unsigned char* p) {
  unsigned char odd = 0, bracket = 0, brace = 0, phrase = 0;
  for (std::size_t i = 0; i < block; ++i) {
    const unsigned char b = p[i], c = p[i + 1], d = p[i + 2];
    const unsigned char w = b | 0x20, x = c | 0x20, y = d | 0x20, z = p[i + 3] | 0x20;
    odd |= static_cast<unsigned char>((static_cast<unsigned char>(b - 0x0b) <= 2) |
                                      (static_cast<unsigned char>(b - 0x1c) <= 2) | ((b == 0xc2) & (c == 0x85)) |
                                      ((b == 0xe2) & (c == 0x80) & ((d & 0xfe) == 0xa8)));
    bracket |= static_cast<unsigned char>(b == '[');
    brace |= static_cast<unsigned char>(b == '{');
    phrase |= static_cast<unsigned char>(
        ((w == 'j') & (x == 'a') & (y == 'v') & (z == 'a')) | ((w == 'i') & (x == 'p') & (y == 's') & (z == 'u')) |
        ((w == 'f') & (x == ' ') & (y == 'u') & (z == 's')) | ((w == 'v') & (x == 'a') & (y == 'c') & (z == 'y')) |
        ((w == 'c') & (x == 'o') & (y == 'o') & ((z == 'k') | (z == 0xe2))));
  }
  return (odd ? mark_odd_break : 0u) | (bracket ? mark_bracket : 0u) | (brace ? mark_brace : 0u) |
         (phrase ? mark_phrase : 0u);
}

// True where `phrase`, lower-case ASCII, stands at text[i], ignoring case.
bool stands_at(std::string_view text, std::size_t i, std::string_view phrase) {
  for (const char letter : phrase) {
    if (i >= text.size()) return false;
    const char c = text[i];
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    if (lower == letter) ++i;
    else if (letter == 'k' && text.substr(i, 3) == "\xe2\x84\xaa") i += 3;
    else return false;
  }
  return true;
}
bool stands_before(std::string_view text, std::size_t i, std::size_t back, std::string_view phrase) {
  return i >= back && stands_at(text, i - back, phrase);
}

}  // namespace

unsigned c4_marks(std::string_view text) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data());
  unsigned marks = 0;
  std::size_t at = 0;
  for (; at + block + ahead <= text.size(); at += block) marks |= marks_of_block(p + at);
  unsigned char rest[2 * block + ahead] = {};
  if (at < text.size()) {
    std::memcpy(rest, p + at, text.size() - at);
    marks |= marks_of_block(rest) | marks_of_block(rest + block);
  }
  return marks;
}

unsigned c4_marks_slowly(std::string_view text) {
  unsigned marks = 0;
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    const unsigned b = byte(i);
    if ((b >= 0x0b && b <= 0x0d) || (b >= 0x1c && b <= 0x1e)) marks |= mark_odd_break;
    if (b == 0xc2 && byte(i + 1) == 0x85) marks |= mark_odd_break;
    if (b == 0xe2 && byte(i + 1) == 0x80 && (byte(i + 2) == 0xa8 || byte(i + 2) == 0xa9)) marks |= mark_odd_break;
    if (b == '[') marks |= mark_bracket;
    if (b == '{') marks |= mark_brace;
    const auto four = [&](std::string_view letters) {
      for (std::size_t k = 0; k < 4; ++k)
        if ((byte(i + k) | 0x20) != static_cast<unsigned char>(letters[k])) return false;
      return true;
    };
    for (const char* letters : {"java", "ipsu", "f us", "vacy", "cook", "coo\xe2"})
      if (four(letters)) marks |= mark_phrase;
  }
  return marks;
}

unsigned c4_phrases(std::string_view line) {
  unsigned found = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    switch (line[i] | 0x20) {
      case 'j':
        if (stands_at(line, i, "javascript")) found |= phrase_javascript;
        break;
      case 'i':
        if (stands_before(line, i, 6, "lorem ipsum")) found |= phrase_lorem_ipsum;
        break;
      case 'f':
        if (stands_before(line, i, 7, "terms of use")) found |= phrase_policy;
        break;
      case 'v':
        if (stands_before(line, i, 3, "privacy policy")) found |= phrase_policy;
        break;
      case 'c':
        if (stands_at(line, i, "cookie policy") || stands_before(line, i, 5, "uses cookies") ||
            stands_before(line, i, 7, "use of cookies") || stands_before(line, i, 4, "use cookies"))
          found |= phrase_policy;
        break;
      default: break;
    }
  }
  return found;
}

}  // namespace dsprep::ops::c4

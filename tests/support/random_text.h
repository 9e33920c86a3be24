// Random texts that are unlike nature: every kind of character that the rules of src/text tell apart, in any order.
#pragma once

#include <string>

#include "base/rng.h"
#include "text/utf8.h"

namespace dsprep::test {

inline constexpr char32_t interesting[] = {
    'a',    'b',     'Z',     'z',     '0',     '9',     '_',     ' ',     ' ',     '\n',    '\r',    '\t',    0x0b,
    0x1c,   0x1f,    0,       0x7f,    '.',     ',',     ';',     ':',     '\'',    '"',     '-',     '@',     '#',
    '$',    '+',     '!',     '?',     0x85,    0xa0,    0xad,    0xb7,    0xbd,    0xc9,    0xdf,    0xe9,    0x130,
    0x2bc,  0x300,   0x301,   0x316,   0x345,   0x34f,   0x3a3,   0x3c3,   0x416,   0x5d0,   0x5f4,   0x628,   0x660,
    0x64b,  0x915,   0x93e,   0x94d,   0xe01,   0xe33,   0xe40,   0xf73,   0x1100,  0x1161,  0x11a8,  0xac00,  0xac01,
    0x1680, 0x2000,  0x200a,  0x200b,  0x200d,  0x2018,  0x2019,  0x2024,  0x2028,  0x2029,  0x202f,  0x203f,  0x205f,
    0x2060, 0x20ac,  0x2139,  0x2160,  0x24c2,  0x2764,  0xfe0f,  0x3000,  0x3001,  0x3002,  0x3007,  0x3042,  0x304b,
    0x3099, 0x30a2,  0x30fc,  0x3105,  0x4e00,  0x4e2d,  0x6587,  0xd7a3,  0xe000,  0xfb01,  0xfdfa,  0xff21,  0xff9e,
    0xfffd, 0x10400, 0x1d165, 0x1d16d, 0x1f1e6, 0x1f1e7, 0x1f3fb, 0x1f468, 0x1f600, 0x20000, 0x2f800, 0xe0001, 0x10ffff,
};

// `ascii` of a hundred characters are any of ASCII, the others mostly interesting ones, some any code point.
inline std::string random_text(base::Rng& rng, std::size_t chars, std::uint64_t ascii) {
  std::string text;
  while (chars-- > 0) {
    if (rng.below(100) < ascii) {
      text::append_utf8(text, static_cast<char32_t>(rng.below(128)));
    } else if (rng.below(8) > 0) {
      text::append_utf8(text, interesting[rng.below(std::size(interesting))]);
    } else {
      const char32_t c = static_cast<char32_t>(rng.below(0x110000));
      text::append_utf8(text, c >= 0xd800 && c < 0xe000 ? U'x' : c);
    }
  }
  return text;
}

}  // namespace dsprep::test

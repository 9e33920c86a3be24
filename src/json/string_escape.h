// One escape sequence of a JSON string, taken apart: what the checker, the decoder and the scalar walk share.
#pragma once

#include <cstdint>

#include "base/ascii.h"

namespace dsprep::json {

// The value of four hexadecimal digits, or -1. Reads no further than the first that is none.
inline std::int32_t hex4(const char* p) {
  std::int32_t value = 0;
  for (int i = 0; i < 4; ++i) {
    const int digit = base::hex_value(p[i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

inline bool is_high_surrogate(std::int32_t unit) { return unit >= 0xd800 && unit < 0xdc00; }
inline bool is_low_surrogate(std::int32_t unit) { return unit >= 0xdc00 && unit < 0xe000; }
inline char32_t joined_surrogates(std::int32_t high, std::int32_t low) {
  return static_cast<char32_t>(0x10000 + ((high - 0xd800) << 10) + (low - 0xdc00));
}

// What the letter behind a backslash stands for; 0 where it is 'u' or no escape.
inline char simple_escape(char letter) {
  switch (letter) {
    case '"': return '"';
    case '\\': return '\\';
    case '/': return '/';
    case 'b': return '\b';
    case 'f': return '\f';
    case 'n': return '\n';
    case 'r': return '\r';
    case 't': return '\t';
    default: return 0;
  }
}

}  // namespace dsprep::json

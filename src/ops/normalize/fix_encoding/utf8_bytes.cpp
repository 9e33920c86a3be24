#include "ops/normalize/fix_encoding/utf8_bytes.h"

#include <string>
#include <string_view>

namespace dsprep::ops::fix_encoding {
namespace {

constexpr bool in(unsigned char c, unsigned first, unsigned last) { return c >= first && c <= last; }
constexpr bool trails(unsigned char c) { return in(c, 0x80, 0xbf); }

// ---- spaces in place of A0 ----

// The bytes at [i, …) that would be UTF-8, and likely, were the one space among them A0; 0 where they are not.
std::size_t altered_size(std::string_view s, std::size_t i) {
  const auto at = [&](std::size_t k) { return i + k < s.size() ? static_cast<unsigned char>(s[i + k]) : 0; };
  const auto second = [](unsigned char c) { return in(c, 0x80, 0x84) || in(c, 0x86, 0x9f) || in(c, 0xa1, 0xbf); };
  const unsigned char a = at(0), b = at(1), c = at(2), d = at(3);
  switch (a) {
    case 0xc2:
    case 0xc3:
    case 0xc5:
    case 0xce:
    case 0xd0:
    case 0xd9: return b == ' ' ? 2 : 0;
    case 0xe2:
    case 0xe3:
      if (b == ' ' && second(c)) return 3;
      [[fallthrough]];
    case 0xe0:
    case 0xe1: return second(b) && c == ' ' ? 3 : 0;
    case 0xf0:
      return (b == ' ' && trails(c) && trails(d)) || (trails(b) && c == ' ' && trails(d)) ||
                     (trails(b) && trails(c) && d == ' ')
                 ? 4
                 : 0;
    default: return 0;
  }
}

// "Ã " as a word of its own, or at the end of one: "à ". Not before another space, nor in the words of Portuguese that
// begin with "à".
bool is_a_grave_word(std::string_view s, std::size_t i) {
  if (s.substr(i, 2) != "\xc3 ") return false;
  for (const std::string_view word : {" ", "quele", "quela", "quilo", "s "})
    if (s.substr(i + 2, word.size()) == word) return false;
  return true;
}

// ---- lost bytes ----

// The bytes at [i, …) that are a sequence of UTF-8 with bytes lost; 0 where they are not.
std::size_t lossy_size(std::string_view s, std::size_t i) {
  const auto at = [&](std::size_t k) { return i + k < s.size() ? static_cast<unsigned char>(s[i + k]) : 0; };
  const auto gone = [](unsigned char c) { return c == 0x1a || c == '?'; };
  const auto odd = [](unsigned char c) { return c == 0x1a || trails(c); };
  const auto any = [](unsigned char c) { return c == 0x1a || c == '?' || trails(c); };
  const unsigned char a = at(0), b = at(1);
  if (a == 0x1a) return 1;
  if (a < 0xc2 || a > 0xf4) return 0;
  if (a < 0xe0) return b == 0x1a || (a <= 0xc3 && b == '?') ? 2 : 0;
  const unsigned char c = at(2), d = at(3);
  if (a == 0xed && in(b, 0xa0, 0xaf) && c != 0 && at(3) == 0xed && in(at(4), 0xb0, 0xbf)) {
    const unsigned char f = at(5);
    if ((gone(c) && any(f)) || (any(c) && gone(f))) return 6;
  }
  if (a < 0xf0) return (gone(b) && odd(c)) || (odd(b) && gone(c)) ? 3 : 0;
  return (gone(b) && odd(c) && odd(d)) || (odd(b) && gone(c) && odd(d)) || (odd(b) && odd(c) && gone(d)) ? 4 : 0;
}

}  // namespace

bool restore_byte_a0(const Bytes& bytes, Bytes& out) {
  const std::string_view s = bytes.units;
  std::size_t first = 0;
  while (first < s.size() && altered_size(s, first) == 0) ++first;
  if (first == s.size()) return false;
  out.start(bytes.traced);
  out.append_all(bytes, 0, first);
  for (std::size_t i = first; i < s.size();) {
    if (is_a_grave_word(s, i)) {
      out.append_all(bytes, i, i + 1);
      out.insert_behind('\xa0', bytes, i);
      out.append_all(bytes, i + 1, i + 2);
      i += 2;
      continue;
    }
    const std::size_t size = altered_size(s, i);
    if (size == 0) {
      out.append_all(bytes, i, i + 1);
      ++i;
      continue;
    }
    for (const std::size_t end = i + size; i < end; ++i) out.append(s[i] == ' ' ? '\xa0' : s[i], bytes, i, i + 1);
  }
  return true;
}

bool replace_lossy_sequences(const Bytes& bytes, Bytes& out) {
  const std::string_view s = bytes.units;
  std::size_t first = 0;
  while (first < s.size() && lossy_size(s, first) == 0) ++first;
  if (first == s.size()) return false;
  out.start(bytes.traced);
  out.append_all(bytes, 0, first);
  for (std::size_t i = first; i < s.size();) {
    const std::size_t size = lossy_size(s, i);
    if (size == 0) {
      out.append_all(bytes, i, i + 1);
      ++i;
      continue;
    }
    for (const char byte : {'\xef', '\xbf', '\xbd'}) out.append(byte, bytes, i, i + size);
    i += size;
  }
  return true;
}

bool decode_utf8(const Bytes& bytes, bool variants, Chars& out) {
  out.start(bytes.traced);
  const std::string_view s = bytes.units;
  const auto at = [&](std::size_t k) { return k < s.size() ? static_cast<unsigned char>(s[k]) : 0u; };
  for (std::size_t i = 0; i < s.size();) {
    const unsigned a = at(i);
    if (a < 0x80) {
      out.append(a, bytes, i, i + 1);
      ++i;
      continue;
    }
    const unsigned b = at(i + 1);
    if (b < 0x80 || b > 0xbf) return false;
    char32_t c = b & 0x3f;
    std::size_t size = 2;
    if (a >= 0xc2 && a < 0xe0) {
      c |= (a & 0x1f) << 6;
    } else if (a >= 0xe0 && a < 0xf0) {
      const unsigned third = at(i + 2);
      if (third < 0x80 || third > 0xbf || (a == 0xe0 && b < 0xa0)) return false;
      c = (a & 0xf) << 12 | c << 6 | (third & 0x3f);
      size = 3;
      if (c >= 0xd800 && c < 0xe000) {
        const unsigned low = at(i + 4), last = at(i + 5);
        if (!variants || c >= 0xdc00 || at(i + 3) != 0xed || low < 0xb0 || low > 0xbf || last < 0x80 || last > 0xbf)
          return false;
        c = 0x10000 + ((c - 0xd800) << 10 | (low & 0xf) << 6 | (last & 0x3f));
        size = 6;
      }
    } else if (a >= 0xf0 && a <= 0xf4) {
      const unsigned third = at(i + 2), last = at(i + 3);
      if (third < 0x80 || third > 0xbf || last < 0x80 || last > 0xbf || (a == 0xf0 && b < 0x90) ||
          (a == 0xf4 && b > 0x8f))
        return false;
      c = (a & 7) << 18 | c << 12 | (third & 0x3f) << 6 | (last & 0x3f);
      size = 4;
    } else if (variants && a == 0xc0 && b == 0x80) {
      c = 0;
    } else {
      return false;
    }
    out.append(c, bytes, i, i + size);
    i += size;
  }
  return true;
}

}  // namespace dsprep::ops::fix_encoding

// UTF-8: decoding, counting, validity. Pure functions.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dsprep::text {

bool is_ascii(std::string_view text);
// Where the first byte above 0x7f stands, or size where there is none.
std::size_t ascii_prefix(std::string_view text);
// Unicode's table 3-7: no overlong forms, no surrogates, nothing above U+10FFFF.
bool valid_utf8(std::string_view text);
std::uint64_t count_chars(std::string_view text);  // code points. REQUIRES valid UTF-8
// The byte offset of code point n, or size where there are fewer. REQUIRES valid UTF-8.
std::size_t byte_offset(std::string_view text, std::uint64_t n);
// REQUIRES a code point that is not a surrogate.
void append_utf8(std::string& out, char32_t c);

// A byte that goes on with a code point and does not start one.
inline bool is_continuation(char byte) { return static_cast<signed char>(byte) < -64; }

// Bytes of the code point that starts with `lead`. REQUIRES the first byte of one.
inline std::size_t char_length(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

// Decodes the code point at text[i] and moves i behind it. REQUIRES valid UTF-8, i < size and text[i] its first byte.
inline char32_t decode(std::string_view text, std::size_t& i) {
  const auto* p = reinterpret_cast<const unsigned char*>(text.data()) + i;
  const char32_t lead = p[0];
  if (lead < 0x80) {
    i += 1;
    return lead;
  }
  if (lead < 0xe0) {
    i += 2;
    return (lead & 0x1f) << 6 | (p[1] & 0x3fu);
  }
  if (lead < 0xf0) {
    i += 3;
    return (lead & 0x0f) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
  }
  i += 4;
  return (lead & 0x07) << 18 | (p[1] & 0x3fu) << 12 | (p[2] & 0x3fu) << 6 | (p[3] & 0x3fu);
}

}  // namespace dsprep::text

// The shape of one UTF-8 sequence, for the scalar walk, which must name the byte that is wrong.
#pragma once

#include <cstddef>
#include <cstdint>

namespace dsprep::json {

// How many bytes the well-formed UTF-8 sequence at `p` has (1 to 4); 0 where there is none (Unicode 15, table 3-7:
// no overlong forms, no surrogates, nothing above U+10FFFF). REQUIRES p < end.
inline std::size_t utf8_sequence(const char* p, const char* end) {
  const auto byte = [p](int i) { return static_cast<std::uint8_t>(p[i]); };
  const auto continues = [&](int i) { return (byte(i) & 0xc0) == 0x80; };
  const std::uint8_t lead = byte(0);
  if (lead < 0x80) return 1;
  if (lead < 0xc2) return 0;
  if (lead < 0xe0) return end - p >= 2 && continues(1) ? 2 : 0;
  if (lead < 0xf0) {
    if (end - p < 3 || !continues(1) || !continues(2)) return 0;
    if (lead == 0xe0 && byte(1) < 0xa0) return 0;
    if (lead == 0xed && byte(1) > 0x9f) return 0;
    return 3;
  }
  if (lead > 0xf4 || end - p < 4 || !continues(1) || !continues(2) || !continues(3)) return 0;
  if (lead == 0xf0 && byte(1) < 0x90) return 0;
  if (lead == 0xf4 && byte(1) > 0x8f) return 0;
  return 4;
}

}  // namespace dsprep::json

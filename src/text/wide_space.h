// White space beyond ASCII: U+0085, U+00A0, U+1680, U+2000–U+200A, U+2028, U+2029, U+202F, U+205F, U+3000. That is all
// of Unicode's White_Space there, and of Python's; frozen.
#pragma once

#include <cstddef>
#include <string_view>

namespace dsprep::text {

// How many bytes the white space has that `text` begins with; 0 where it begins with something else, or with half of
// it.
inline std::size_t wide_space_size(std::string_view text) {
  const auto byte = [&](std::size_t k) { return k < text.size() ? static_cast<unsigned char>(text[k]) : 0u; };
  switch (byte(0)) {
    case 0xc2: return byte(1) == 0x85 || byte(1) == 0xa0 ? 2 : 0;
    case 0xe1: return byte(1) == 0x9a && byte(2) == 0x80 ? 3 : 0;
    case 0xe2: {
      if (byte(1) == 0x81) return byte(2) == 0x9f ? 3 : 0;
      const unsigned last = byte(2);
      return byte(1) == 0x80 && last >= 0x80 && (last <= 0x8a || last == 0xa8 || last == 0xa9 || last == 0xaf) ? 3 : 0;
    }
    case 0xe3: return byte(1) == 0x80 && byte(2) == 0x80 ? 3 : 0;
    default: return 0;
  }
}

}  // namespace dsprep::text

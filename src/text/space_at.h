// White space (trim.h) for loops over single bytes.
#pragma once

#include "text/trim.h"

namespace dsprep::text {

// space_length, decided without a call for ASCII; 0 where i is the end, or a byte that goes on with a character.
inline std::size_t space_at(std::string_view text, std::size_t i) {
  if (i >= text.size()) return 0;
  const auto byte = static_cast<unsigned char>(text[i]);
  if (byte <= ' ') return byte >= 0x1c || (byte >= 0x09 && byte <= 0x0d) ? 1 : 0;
  return byte < 0xc2 || byte > 0xe3 ? 0 : space_length(text, i);
}

}  // namespace dsprep::text

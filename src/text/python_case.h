// Comparing without case as Python's re.IGNORECASE does it for ASCII letters: i is also İ and ı, s is also ſ, k is also
// KELVIN SIGN.
#pragma once

#include <cstddef>
#include <string_view>

namespace dsprep::text {

// How many bytes of `text`, from `i` on, are `phrase` without regard to case, or 0. REQUIRES `phrase` lower-case ASCII
// and not empty.
inline std::size_t folded_length(std::string_view text, std::size_t i, std::string_view phrase) {
  const std::size_t begin = i;
  for (const char letter : phrase) {
    if (i >= text.size()) return 0;
    const char c = text[i];
    const char lower = c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    if (lower == letter) ++i;
    else if (letter == 'i' && (text.substr(i, 2) == "\xc4\xb0" || text.substr(i, 2) == "\xc4\xb1")) i += 2;
    else if (letter == 's' && text.substr(i, 2) == "\xc5\xbf") i += 2;
    else if (letter == 'k' && text.substr(i, 3) == "\xe2\x84\xaa") i += 3;
    else return 0;
  }
  return i - begin;
}

}  // namespace dsprep::text

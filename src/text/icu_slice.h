// next_icu_slice: cuts a long text into slices that ICU can take: its offsets are 32-bit and signed, and its scratch
// memory grows with the text.
#pragma once

#include <string_view>

#include "text/utf8.h"

namespace dsprep::text {

// How many bytes of `text` to take as the next slice: all of it up to `limit` bytes; else up to and with the last LF,
// or without one the last space, or without one the last whole code point, within `limit`. At least one code point.
// REQUIRES limit >= 4.
inline std::size_t next_icu_slice(std::string_view text, std::size_t limit) {
  if (text.size() <= limit) return text.size();
  for (const char mark : {'\n', ' '}) {
    const std::size_t at = text.substr(0, limit).rfind(mark);
    if (at != std::string_view::npos) return at + 1;
  }
  while (is_continuation(text[limit])) --limit;
  return limit;
}

}  // namespace dsprep::text

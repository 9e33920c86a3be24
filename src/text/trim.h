// White space cut off at the ends of a text, as Python's str.strip() does: White_Space, and U+001C–U+001F.
#pragma once

#include <string_view>

namespace dsprep::text {

// REQUIRES valid UTF-8, as all of these.
std::string_view trim_start(std::string_view text);
std::string_view trim_end(std::string_view text);
inline std::string_view trim(std::string_view text) { return trim_end(trim_start(text)); }

// How many bytes the white space character at text[i] has; 0 where it is none. REQUIRES i < size, a first byte.
std::size_t space_length(std::string_view text, std::size_t i);

}  // namespace dsprep::text

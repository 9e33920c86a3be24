// is_blank: nothing but White_Space.
#pragma once

#include <string_view>

#include "text/classes.h"
#include "text/utf8.h"

namespace dsprep::text {

// True for the empty text too. REQUIRES valid UTF-8.
inline bool is_blank(std::string_view text) {
  for (std::size_t i = 0; i < text.size();)
    if (!is_whitespace(decode(text, i))) return false;
  return true;
}

}  // namespace dsprep::text

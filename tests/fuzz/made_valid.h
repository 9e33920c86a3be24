// Valid UTF-8 of any bytes, for functions that require it.
#pragma once

#include <string>
#include <string_view>

#include "text/utf8.h"

namespace dsprep::fuzz {

// Takes each byte that cannot go on as a code point of its own.
inline std::string made_valid(std::string_view bytes) {
  std::string out;
  for (std::size_t i = 0; i < bytes.size();) {
    std::size_t length = 1;
    while (length < 4 && i + length < bytes.size() && text::is_continuation(bytes[i + length])) ++length;
    if (text::valid_utf8(bytes.substr(i, length))) {
      out += bytes.substr(i, length);
      i += length;
    } else {
      text::append_utf8(out, static_cast<unsigned char>(bytes[i++]));
    }
  }
  return out;
}

}  // namespace dsprep::fuzz

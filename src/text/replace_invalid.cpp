#include "text/replace_invalid.h"

#include "text/utf8.h"

namespace dsprep::text {

std::string replace_invalid(std::string_view text) {
  if (valid_utf8(text)) return std::string(text);
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::size_t size = 1;
    while (size <= 4 && !valid_utf8(text.substr(i, size))) ++size;
    if (size <= 4) {
      out += text.substr(i, size);
      i += size;
    } else {
      out += "\xef\xbf\xbd";
      ++i;
    }
  }
  return out;
}

}  // namespace dsprep::text

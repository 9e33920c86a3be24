#include "formats/warc/plain_values.h"

#include "text/utf8.h"

namespace dsprep::formats::warc {

std::string_view without_brackets(std::string_view value) {
  if (value.size() < 2 || value.front() != '<' || value.back() != '>') return value;
  return value.substr(1, value.size() - 2);
}

std::string plain_text(std::string_view value) {
  if (text::valid_utf8(value)) return std::string(value);
  std::string plain;
  for (const char c : value) {
    if (static_cast<signed char>(c) >= 0) plain += c;
    else plain += "\xef\xbf\xbd";
  }
  return plain;
}

std::string plain_url(std::string_view value) {
  const bool utf8 = text::valid_utf8(value);
  std::string plain;
  for (const char c : value) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte > ' ' && byte != 0x7f && (byte < 0x80 || utf8)) {
      plain += c;
      continue;
    }
    constexpr std::string_view digits = "0123456789ABCDEF";
    plain += '%';
    plain += digits[byte >> 4];
    plain += digits[byte & 15];
  }
  return plain;
}

}  // namespace dsprep::formats::warc

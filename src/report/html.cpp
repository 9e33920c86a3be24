#include "report/html.h"

#include "report/utf8.h"
#include "text/utf8.h"

namespace dsprep::report {
void append_html(std::string& out, std::string_view text) {
  for (const char c : valid_utf8(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      case '\n':
      case '\t': out += c; break;
      case 0x7f: out += "\u2421"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) text::append_utf8(out, 0x2400u + static_cast<unsigned char>(c));
        else out += c;
    }
  }
}

std::string html(std::string_view text) {
  std::string out;
  append_html(out, text);
  return out;
}

std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);  // no more code points than bytes
  std::string valid = valid_utf8(text.substr(0, 4 * most + 4));
  const std::size_t end = text::byte_offset(valid, most);
  if (end == valid.size()) return valid;
  return valid.substr(0, end) + "…";
}

}  // namespace dsprep::report

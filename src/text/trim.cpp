#include "text/trim.h"

#include "text/utf8.h"
#include "text/wide_space.h"

namespace dsprep::text {
namespace {

bool is_ascii_space(unsigned char c) { return (c >= 0x09 && c <= 0x0d) || (c >= 0x1c && c <= 0x20); }

}  // namespace

std::size_t space_length(std::string_view text, std::size_t i) {
  const auto lead = static_cast<unsigned char>(text[i]);
  if (lead < 0x80) return is_ascii_space(lead) ? 1 : 0;
  return wide_space_size(text.substr(i));
}

std::string_view trim_start(std::string_view text) {
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t length = space_length(text, begin);
    if (length == 0) break;
    begin += length;
  }
  return text.substr(begin);
}

std::string_view trim_end(std::string_view text) {
  std::size_t end = text.size();
  while (end > 0) {
    std::size_t begin = end - 1;
    while (begin > 0 && is_continuation(text[begin])) --begin;
    if (space_length(text, begin) == 0) break;
    end = begin;
  }
  return text.substr(0, end);
}

}  // namespace dsprep::text

#include "ops/clean/language/sample_across.h"

#include <algorithm>

#include "text/utf8.h"

namespace dsprep::ops::language {
namespace {

constexpr std::size_t least_piece = 128, most_pieces = 16, near = 16;

// The first code point that begins at or behind `at`.
std::size_t next_start(std::string_view text, std::size_t at) {
  while (at < text.size() && text::is_continuation(text[at])) ++at;
  return at;
}

}  // namespace

void sample_across(std::string_view text, std::size_t bytes, std::string& out) {
  if (text.size() <= bytes) {
    out += text;
    return;
  }
  const std::size_t pieces = std::clamp<std::size_t>(bytes / least_piece, 1, most_pieces), size = bytes / pieces;
  for (std::size_t i = 0; i < pieces; ++i) {
    // (text.size() - size) * i would overflow for no text that fits into memory.
    std::size_t begin = pieces == 1 ? 0 : (text.size() - size) * i / (pieces - 1);
    begin = next_start(text, begin);
    if (begin > 0) {
      const std::size_t space = text.substr(begin, near).find(' ');
      if (space != text.npos) begin += space + 1;
      out += ' ';
    }
    const std::size_t end = next_start(text, std::min(begin + size, text.size()));
    out += text.substr(begin, end - begin);
  }
}

}  // namespace dsprep::ops::language

#include "text/word_limits.h"

#include "text/space_at.h"
#include "text/utf8.h"

namespace dsprep::text {

bool has_words(std::string_view text, std::uint64_t n) {
  for (std::size_t i = 0; n > 0; --n) {
    while (const std::size_t size = space_at(text, i)) i += size;
    if (i >= text.size()) return false;
    for (; i < text.size(); ++i) {                    // most bytes can neither be white space nor begin it
      const auto byte = static_cast<unsigned char>(text[i]);
      if ((byte <= ' ' || byte >= 0xc2) && space_at(text, i) > 0) break;
    }
  }
  return true;
}

// A word of more than `most` characters has more than `most` bytes, so that one white space in every so many bytes is
// enough to know that there is none: look from the far end of each stretch backwards, and go on from what was found.
bool has_longer_word(std::string_view text, std::uint64_t most) {
  std::size_t at = 0;                                 // a word begins here, or there is white space
  while (text.size() - at > most) {
    std::size_t far = at + most + 1;
    while (far > at && space_at(text, far - 1) == 0) --far;
    if (far > at) {
      at = far;                                       // behind the first byte of a white space; its others are no matter
      while (at < text.size() && is_continuation(text[at])) ++at;
      continue;
    }
    std::uint64_t chars = 0;
    for (; at < text.size() && space_at(text, at) == 0; ++at) chars += !is_continuation(text[at]);
    if (chars > most) return true;
  }
  return false;
}

}  // namespace dsprep::text

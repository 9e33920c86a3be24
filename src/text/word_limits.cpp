#include "text/word_limits.h"

#include <bit>

#include "text/space_at.h"
#include "text/space_masks.h"
#include "text/utf8.h"

namespace dsprep::text {

namespace {

// The end of the word that text[i] is in, or of the text.
std::size_t word_end(std::string_view text, std::size_t i) {
  for (; i < text.size(); ++i) {  // most bytes can neither be white space nor begin it
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte <= ' ' || byte >= 0xc2) && space_at(text, i) > 0) break;
  }
  return i;
}

}  // namespace

bool has_words(std::string_view text, std::uint64_t n) {
  if (n == 0) return true;
  std::size_t i = 0;
  // A word begins where no white space stands behind white space. From the first block that may hold any beyond ASCII
  // on, one by one.
  std::uint64_t behind_space = 1;
  for (; i + 64 <= text.size(); i += 64) {
    const auto [spaces, suspects] = space_masks(text.data() + i);
    if (suspects != 0) break;
    const auto begin = static_cast<std::uint64_t>(std::popcount(~spaces & (spaces << 1 | behind_space)));
    if (begin >= n) return true;
    n -= begin;
    behind_space = spaces >> 63;
  }
  if (behind_space == 0) i = word_end(text, i);  // its beginning is counted
  for (; n > 0; --n) {
    while (const std::size_t size = space_at(text, i)) i += size;
    if (i >= text.size()) return false;
    i = word_end(text, i);
  }
  return true;
}

// A word of more than `most` characters has more than `most` bytes, so that one white space in every so many bytes is
// enough to know that there is none: look from the far end of each stretch backwards, and go on from what was found.
bool has_longer_word(std::string_view text, std::uint64_t most) {
  std::size_t at = 0;  // a word begins here, or there is white space
  while (text.size() - at > most) {
    std::size_t far = at + most + 1;
    while (far > at && space_at(text, far - 1) == 0) --far;
    if (far > at) {
      at = far;  // behind the first byte of a white space; its others are no matter
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

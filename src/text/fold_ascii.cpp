#include "text/fold_ascii.h"

#include <algorithm>
#include <iterator>

#include "text/classes.h"
#include "text/utf8.h"

namespace dsprep::text {
namespace {

constexpr char nothing = '\x7f';

// The zeros of the scripts that have decimal digits of their own (General_Category Nd, in the Basic Multilingual
// Plane).
constexpr char32_t zeros[] = {0x660,  0x6f0,  0x7c0,  0x966,  0x9e6,  0xa66,  0xae6,  0xb66,  0xbe6,
                              0xc66,  0xce6,  0xd66,  0xde6,  0xe50,  0xed0,  0xf20,  0x1040, 0x1090,
                              0x17e0, 0x1810, 0x1946, 0x19d0, 0x1a80, 0x1a90, 0x1b50, 0x1bb0, 0x1c40,
                              0x1c50, 0xa620, 0xa8d0, 0xa900, 0xa9d0, 0xa9f0, 0xaa50, 0xabf0, 0xff10};

// What c becomes: an ASCII character, `nothing`, or 0 for itself. REQUIRES no ASCII character.
char folded(char32_t c) {
  if (c >= 0xff01 && c <= 0xff5e) return static_cast<char>(c - 0xff01 + 0x21);
  if (c < 0xa0) return 0;
  if (c == 0xa0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200a) || c == 0x202f || c == 0x205f) return ' ';
  if ((c >= 0x2010 && c <= 0x2015) || c == 0x2212 || c == 0xfe63) return '-';
  if ((c >= 0x200b && c <= 0x200f) || (c >= 0x202a && c <= 0x202e) || c == 0x2060 || (c >= 0x2066 && c <= 0x2069) ||
      c == 0xfeff || c == 0xad)
    return nothing;
  if (c < 0x660 || (c >= 0x3001 && c < 0xa620) || (c >= 0xac00 && c < 0xff00) || !(classes_of(c) & digit)) return 0;
  const auto zero = std::upper_bound(std::begin(zeros), std::end(zeros), c);
  return zero != std::begin(zeros) && c - zero[-1] < 10 ? static_cast<char>('0' + (c - zero[-1])) : '\0';
}

}  // namespace

std::string_view AsciiFold::fold(std::string_view text) {
  pieces_.clear();
  folded_.clear();
  std::size_t kept = 0;  // from here on nothing has been copied
  for (std::size_t i = ascii_prefix(text); i < text.size();) {
    const std::size_t begin = i;
    const char c = folded(decode(text, i));
    if (c != 0) {
      const std::size_t stretch = begin - kept;
      if (stretch > 0)
        pieces_.push_back({static_cast<std::uint32_t>(folded_.size()), static_cast<std::uint32_t>(kept), true});
      folded_.append(text, kept, stretch);
      pieces_.push_back({static_cast<std::uint32_t>(folded_.size()), static_cast<std::uint32_t>(begin), false});
      if (c != nothing) folded_ += c;
      kept = i;
    }
    i += ascii_prefix(text.substr(i));
  }
  if (pieces_.empty()) return text;
  pieces_.push_back({static_cast<std::uint32_t>(folded_.size()), static_cast<std::uint32_t>(kept), true});
  folded_.append(text, kept);
  return folded_;
}

std::size_t AsciiFold::original(std::size_t at, bool end) const {
  if (pieces_.empty() || (end && at == 0)) return at;
  // The last piece that begins at or before the character in question; left-out characters begin where the next one
  // does.
  const std::size_t wanted = end ? at - 1 : at;
  const auto next = std::upper_bound(pieces_.begin(), pieces_.end(), wanted,
                                     [](std::size_t value, const Piece& p) { return value < p.folded; });
  if (next == pieces_.begin()) return at;
  const Piece& piece = next[-1];
  if (piece.kept) return piece.original + (at - piece.folded);
  if (!end) return piece.original;
  return next != pieces_.end() ? next->original : piece.original;
}

}  // namespace dsprep::text

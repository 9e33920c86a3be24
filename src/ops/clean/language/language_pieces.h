// Pieces of a text whose language is told one by one: its paragraphs or lines.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "dsprep/record.h"
#include "dsprep/text_view.h"

namespace dsprep::ops::language {

// A paragraph or line: what is between LFs, its language, and the element of the field it stands in.
struct Piece {
  std::size_t element;
  TextSpan span;
  std::uint32_t label;
  std::uint64_t chars;
  bool removed;
};

// Calls visit(span) for each: what stands between LFs (by_line) or blank lines, without the LFs at its ends.
template <class Visit>
void for_each_piece(std::string_view text, bool by_line, Visit visit) {
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\n') {
      ++at;
      continue;
    }
    std::size_t end = text.find(by_line ? "\n" : "\n\n", at);
    if (end == text.npos) end = text.size();
    std::size_t shown = end;
    while (shown > at && text[shown - 1] == '\n') --shown;  // a paragraph at the end of the text may end with one LF
    visit(TextSpan{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(shown)});
    at = end;
  }
}

// Takes the removed ones out of their text. With a piece goes what stands between it and the next; with the last
// pieces, what stands before them. REQUIRES all pieces of one text, in order.
void cut_removed(TextEdit edit, std::span<const Piece> pieces);

}  // namespace dsprep::ops::language

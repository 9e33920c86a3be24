// KeptPieces: which pieces of a text stay when lines are dropped from it and bits cut out of them.
//
// Collects byte ranges from left to right; neighbours melt together, so that a text that stays as it is ends as one
// piece and nothing is copied. The new text is the pieces, with one LF between lines.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::text {

class KeptPieces {
 public:
  // `text` must outlive what follows.
  void start(std::string_view text);
  // A line begins: an LF goes before it, unless it is the first. REQUIRES a call of keep before the next one.
  void line();
  // Keeps text[begin, end) of the line, which may be empty. REQUIRES begin not before the end of the last piece.
  void keep(std::size_t begin, std::size_t end);
  // Takes white space (as Python's str.strip) and empty lines off both ends.
  void strip();

  bool unchanged() const;              // the whole text stays
  void write(std::string& out) const;  // replaces `out` with the new text
  // The same step by step: keep(bytes), replace(bytes, with), in order; the bytes add up to the text's size. What goes
  // is replaced by nothing, and the LF between two pieces is the one that stood there, or put there: it takes no line's
  // place, so that the span labels of a line that went are gone too.
  template <class Keep, class Replace>
  void edits(Keep keep, Replace replace) const {
    std::size_t at = 0;
    for (const Piece& piece : pieces_) {
      const std::size_t gone = piece.begin - at;
      const std::size_t stands = piece.break_before ? text_.substr(at, gone).rfind('\n') : std::string_view::npos;
      if (stands != std::string_view::npos) {
        if (stands > 0) replace(stands, std::string_view());
        keep(1);
        if (stands + 1 < gone) replace(gone - stands - 1, std::string_view());
      } else {
        if (gone > 0) replace(gone, std::string_view());
        if (piece.break_before) replace(0, std::string_view("\n"));
      }
      if (piece.end > piece.begin) keep(piece.end - piece.begin);
      at = piece.end;
    }
    if (at < text_.size()) replace(text_.size() - at, std::string_view());
  }

 private:
  struct Piece {
    std::size_t begin, end;
    bool break_before;
  };
  std::string_view text_;
  std::vector<Piece> pieces_;
  bool first_ = true, break_due_ = false;  // whether no line has begun; whether an LF goes before the next piece
};

}  // namespace dsprep::text

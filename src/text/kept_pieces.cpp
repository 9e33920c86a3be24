#include "text/kept_pieces.h"

#include <utility>

#include "text/trim.h"

namespace dsprep::text {

void KeptPieces::start(std::string_view text) {
  text_ = text;
  pieces_.clear();
  first_ = true;
  break_due_ = false;
}

void KeptPieces::line() {
  break_due_ = !first_;
  first_ = false;
}

void KeptPieces::keep(std::size_t begin, std::size_t end) {
  const bool breaks = std::exchange(break_due_, false);
  if (!pieces_.empty()) {
    Piece& last = pieces_.back();
    if (breaks ? begin == last.end + 1 && text_[last.end] == '\n' : begin == last.end) {
      last.end = end;
      return;
    }
  }
  pieces_.push_back({begin, end, breaks});
}

void KeptPieces::strip() {
  const auto piece = [&](const Piece& p) { return text_.substr(p.begin, p.end - p.begin); };
  std::size_t blank = 0;  // pieces at the start that are white space
  while (blank < pieces_.size() && trim(piece(pieces_[blank])).empty()) ++blank;
  pieces_.erase(pieces_.begin(), pieces_.begin() + static_cast<std::ptrdiff_t>(blank));
  while (!pieces_.empty() && trim(piece(pieces_.back())).empty()) pieces_.pop_back();
  if (pieces_.empty()) return;
  pieces_.front().break_before = false;
  pieces_.front().begin = pieces_.front().end - trim_start(piece(pieces_.front())).size();
  pieces_.back().end = pieces_.back().begin + trim_end(piece(pieces_.back())).size();
}

bool KeptPieces::unchanged() const {
  if (pieces_.empty()) return text_.empty();
  return pieces_.size() == 1 && pieces_[0].begin == 0 && pieces_[0].end == text_.size();
}

void KeptPieces::write(std::string& out) const {
  out.clear();
  for (const Piece& piece : pieces_) {
    if (piece.break_before) out += '\n';
    out.append(text_, piece.begin, piece.end - piece.begin);
  }
}

}  // namespace dsprep::text

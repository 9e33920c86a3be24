#include "ops/clean/refinedweb_lines/edited_lines.h"

#include <algorithm>

#include "text/lines.h"
#include "text/trim.h"

namespace dsprep::ops::refinedweb_lines {

void EditedLines::start(std::string_view text) {
  text_ = text;
  text::split_lines(text, spans_);
  lines_.clear();
  lines_.reserve(spans_.size() + 1);
  Line line;
  for (const TextSpan& span : spans_) {
    line.text_ = span.of(text);
    lines_.push_back(line);
  }
  if (text.empty() || text.back() == '\n') {
    line.text_ = text.substr(text.size());
    lines_.push_back(line);
  }
  first_ = 0;
  last_ = lines_.size();
  edits_used_ = 0;
}

EditedLines::Edit& EditedLines::edit_of(Line& line) {
  if (line.edit_ > 0) return edits_[line.edit_ - 1];
  if (edits_used_ == edits_.size()) edits_.emplace_back();
  Edit& edit = edits_[edits_used_++];
  line.edit_ = static_cast<std::uint32_t>(edits_used_);
  const auto begin = static_cast<std::uint32_t>(line.text_.data() - text_.data());
  edit.text = line.text_;
  edit.pieces = {{begin, begin + static_cast<std::uint32_t>(line.text_.size())}};
  return edit;
}

void EditedLines::cut(Line& line, std::size_t begin, std::size_t end) {
  if (begin >= end) return;
  line.counted_ = false;
  const bool whole_piece = line.edit_ == 0 && (begin == 0 || end == line.text_.size());
  if (whole_piece) {  // what is left is still a piece of the text
    line.text_ = begin == 0 ? line.text_.substr(end) : line.text_.substr(0, begin);
    return;
  }
  Edit& edit = edit_of(line);
  edit.text.erase(begin, end - begin);
  line.text_ = edit.text;
  std::vector<TextSpan> left;
  std::size_t at = 0;  // where the piece begins in the line
  for (const TextSpan& piece : edit.pieces) {
    const std::size_t until = at + piece.size();
    const auto add = [&](std::size_t from, std::size_t to) {
      if (from < to)
        left.push_back({static_cast<std::uint32_t>(piece.begin + (from - at)),
                        static_cast<std::uint32_t>(piece.begin + (to - at))});
    };
    add(at, std::min(until, std::max(at, begin)));
    add(std::max(at, std::min(until, end)), until);
    at = until;
  }
  edit.pieces = std::move(left);
}

std::uint64_t EditedLines::strip() {
  const std::size_t before = last_ - first_;
  while (first_ < last_ && text::trim(lines_[first_].text_).empty()) ++first_;
  while (first_ < last_ && text::trim(lines_[last_ - 1].text_).empty()) --last_;
  if (first_ < last_) {
    Line& first = lines_[first_];
    cut(first, 0, first.text_.size() - text::trim_start(first.text_).size());
    Line& last = lines_[last_ - 1];
    cut(last, text::trim_end(last.text_).size(), last.text_.size());
  }
  return before - (last_ - first_);
}

bool EditedLines::empty() const { return first_ == last_ || (first_ + 1 == last_ && lines_[first_].text_.empty()); }

void EditedLines::write(text::KeptPieces& pieces) const {
  pieces.start(text_);
  for (std::size_t i = first_; i < last_; ++i) {
    const Line& line = lines_[i];
    pieces.line();
    if (line.edit_ == 0) {
      const auto begin = static_cast<std::size_t>(line.text_.data() - text_.data());
      pieces.keep(begin, begin + line.text_.size());
      continue;
    }
    const Edit& edit = edits_[line.edit_ - 1];
    for (const TextSpan& piece : edit.pieces) pieces.keep(piece.begin, piece.end);
  }
}

}  // namespace dsprep::ops::refinedweb_lines

#include "formats/text/paragraphs.h"

#include <algorithm>
#include <cstring>

namespace dsprep::formats::plain {

std::uint64_t ParagraphFramer::frame(std::string_view bytes, std::uint64_t at, std::vector<FrameBounds>& found) {
  for (std::size_t i = 0; i < bytes.size();) {
    if (line_begin_ == none) line_begin_ = at + i;
    const std::size_t end = std::min(bytes.find('\n', i), bytes.size());
    if (blank_) {
      const std::size_t text = bytes.substr(i, end - i).find_first_not_of(white_space);
      blank_ = text == bytes.npos;
      // The white space before the first word is its line's own, unless there is more of it than of a record.
      if (!blank_ && begin_ == none) begin_ = at + i + text - line_begin_ > longest_ ? at + i + text : line_begin_;
    }
    i = end;
    if (i == bytes.size()) break;
    if (blank_ && begin_ != none) {
      found.push_back({begin_, at + i});
      begin_ = none;
    }
    line_begin_ = none;
    blank_ = true;
    ++i;
  }
  if (begin_ != none) return begin_;
  const std::uint64_t end = at + bytes.size();
  return line_begin_ != none && end - line_begin_ <= longest_ ? line_begin_ : end;
}

Status ParagraphFramer::finish(std::uint64_t at, std::vector<FrameBounds>& found) {
  if (begin_ != none) found.push_back({begin_, at});
  begin_ = none;
  return {};
}

std::string_view trim_paragraph(std::string_view bytes) {
  for (;;) {
    const std::size_t last = bytes.rfind('\n');
    if (last == bytes.npos || bytes.find_first_not_of(white_space, last) != bytes.npos) break;
    bytes = bytes.substr(0, last);
  }
  if (bytes.ends_with('\r')) bytes.remove_suffix(1);
  return bytes;
}

}  // namespace dsprep::formats::plain

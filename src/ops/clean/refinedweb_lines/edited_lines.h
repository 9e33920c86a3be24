// EditedLines: a text as lines on which one rule after another is tried, as DCLM's line modifiers do it: drop some, cut
// something out of some, strip the whole, and again.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"
#include "ops/clean/refinedweb_lines/line_case.h"
#include "text/kept_pieces.h"

namespace dsprep::ops::refinedweb_lines {

class EditedLines {
 public:
  class Line {
   public:
    std::string_view text() const { return text_; }
    const LineCase& counts() const {  // computed once, unless the line changes
      if (!counted_) counts_ = count_line_case(text_);
      counted_ = true;
      return counts_;
    }

   private:
    friend class EditedLines;
    std::string_view text_;
    mutable LineCase counts_;
    mutable bool counted_ = false;
    std::uint32_t edit_ = 0;  // 1 + index into edits_, where something was cut out
  };

  // Splits `text` on LF: an LF at its end is followed by an empty line. The text must outlive what follows.
  void start(std::string_view text);

  // Drops the lines for which keep(line) is false. Returns how many.
  template <class Keep>
  std::uint64_t filter(Keep keep) {
    std::size_t kept = first_;
    for (std::size_t i = first_; i < last_; ++i) {
      if (!keep(lines_[i])) continue;
      if (kept != i) lines_[kept] = lines_[i];
      ++kept;
    }
    const std::uint64_t gone = last_ - kept;
    last_ = kept;
    return gone;
  }
  // Cuts [begin, end) out of a line: within the call of `keep` that is handed it. A line that becomes empty must be
  // dropped.
  void cut(Line& line, std::size_t begin, std::size_t end);
  // Takes white space and empty lines off both ends of the text. Returns how many lines.
  std::uint64_t strip();

  bool empty() const;                          // nothing is left: no line, or one that is empty
  void write(text::KeptPieces& pieces) const;  // what is left

 private:
  struct Edit {
    std::string text;
    std::vector<TextSpan> pieces;  // of the original text
  };
  Edit& edit_of(Line& line);

  std::string_view text_;
  std::vector<TextSpan> spans_;
  std::vector<Line> lines_;
  std::size_t first_ = 0, last_ = 0;  // lines_[first_, last_) are left
  std::deque<Edit> edits_;            // lines point into them; storage is kept from text to text
  std::size_t edits_used_ = 0;
};

}  // namespace dsprep::ops::refinedweb_lines

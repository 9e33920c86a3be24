// CjkLines: which lines of a text are Chinese or Japanese, where other rules hold for punctuation.
//
// A line is, where at least a quarter of its words are Chinese or Japanese: each Han, kana or Bopomofo letter counts as
// a word, and each run of other letters. The first words decide. A line with fewer of them, or without any letter, is
// what the whole text is, judged in the same way. Only letters are counted, which no rewriting of marks changes.
#pragma once

#include <cstddef>
#include <string_view>

#include "text/code_point_table.h"

namespace dsprep::ops::punctuation {

enum Letter : unsigned char { no_letter, other_letter, cjk_letter };
const text::CodePointTable& letters();  // of Letters

class CjkLines {
 public:
  // `escaped`: the text is as JSON spells it, and a line ends at a backslash and an n.
  CjkLines(std::string_view text, bool escaped) : text_(text), escaped_(escaped) {}

  // Whether the line of text[at] is. REQUIRES places that do not go back.
  bool cjk(std::size_t at) {
    if (at >= end_) go_to(at);
    return cjk_;
  }
  std::size_t end() const { return end_; }  // of that line, with its line end

 private:
  enum class Judged { cjk, few, other, none, not_asked };

  void go_to(std::size_t at);
  // `enough`: so many Chinese or Japanese letters settle it.
  Judged judge(std::size_t begin, std::size_t end, std::size_t enough) const;
  std::size_t line_end(std::size_t begin) const;

  std::string_view text_;
  bool escaped_;
  std::size_t end_ = 0;  // of the line that was judged last
  bool cjk_ = false;
  Judged whole_ = Judged::not_asked;  // of the text
};

}  // namespace dsprep::ops::punctuation

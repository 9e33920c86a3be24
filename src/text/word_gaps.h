// What stands between words: white space within a line, for whoever takes words away.
#pragma once

#include <algorithm>
#include <string_view>

#include "dsprep/text_view.h"
#include "text/classes.h"
#include "text/utf8.h"

namespace dsprep::text {

// White space that breaks no line.
inline bool is_line_space(char32_t c) {
  if (c < 0x80) return c == ' ' || c == '\t';
  return c != 0x85 && c != 0x2028 && c != 0x2029 && is_whitespace(c);
}

// Nothing but such white space?
inline bool is_gap(std::string_view between) {
  for (std::size_t i = 0; i < between.size();)
    if (!is_line_space(decode(between, i))) return false;
  return true;
}

// Where the white space in front of text[at] begins.
inline std::size_t gap_begin(std::string_view text, std::size_t at) {
  while (at > 0) {
    std::size_t before = at - 1;
    while (is_continuation(text[before])) --before;
    std::size_t behind = before;
    if (!is_line_space(decode(text, behind))) break;
    at = before;
  }
  return at;
}

// Where that at text[at] ends.
inline std::size_t gap_end(std::string_view text, std::size_t at) {
  for (std::size_t behind = at; at < text.size(); at = behind)
    if (!is_line_space(decode(text, behind))) break;
  return at;
}

// A run of words with the white space that goes with it: that behind it, where there is white space or nothing in front
// of it, too; else that in front, where nothing that is glued to a word in front follows.
inline TextSpan with_gap(std::string_view text, TextSpan run) {
  const std::size_t begin = gap_begin(text, run.begin), end = gap_end(text, run.end);
  const bool line_begins = begin == 0 || text[begin - 1] == '\n';
  if (end > run.end && end < text.size() && (begin < run.begin || line_begins))
    return {run.begin, static_cast<std::uint32_t>(end)};
  if (begin < run.begin && !line_begins) return {static_cast<std::uint32_t>(begin), run.end};
  return run;
}

}  // namespace dsprep::text

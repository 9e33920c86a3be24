// What C4's line rules look for in a text, found in one pass over its bytes: phrases, brackets, odd line breaks.
//
// Most texts have none of the phrases. c4_marks() asks of the whole text, at several bytes a cycle, whether some may
// stand in it; only where it says so need the lines be searched.
#pragma once

#include <string_view>

namespace dsprep::ops::c4 {

enum C4Mark : unsigned {
  mark_odd_break = 1,  // a line break other than LF (lines.h)
  mark_bracket = 2,    // [
  mark_brace = 4,      // {
  mark_phrase = 8,     // one of the phrases below may be there
};
// Bits of C4Mark: a bit that is not set means that there is none. REQUIRES valid UTF-8.
unsigned c4_marks(std::string_view text);
// The same, one byte after another: what the tests hold c4_marks to.
unsigned c4_marks_slowly(std::string_view text);

enum C4Phrase : unsigned {
  phrase_lorem_ipsum = 1,  // "lorem ipsum"
  phrase_javascript = 2,   // "javascript"
  phrase_policy =
      4,  // "terms of use", "privacy policy", "cookie policy", "uses cookies", "use of cookies", "use cookies"
};
// Bits of C4Phrase: which are in `line` lower-cased as Python's str.lower() does it (KELVIN SIGN becomes k; no other
// character beyond ASCII becomes one of these letters alone).
unsigned c4_phrases(std::string_view line);

}  // namespace dsprep::ops::c4

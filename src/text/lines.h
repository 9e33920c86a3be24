// Where the lines of a text end, and its paragraphs. Of lines there are two readings: LF alone, and all that Unicode
// and Python call a line end.
#pragma once

#include <string_view>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::text {

// Each replaces `spans`. Empty lines are kept, a final line end ends the last line, "" has no lines.

// Split on LF.
void split_lines(std::string_view text, std::vector<TextSpan>& spans);

// As Python's str.splitlines(): LF, CR, CR LF, VT, FF, U+001C–U+001E, NEL, U+2028, U+2029.
void split_universal_lines(std::string_view text, std::vector<TextSpan>& spans);

// Split on runs of two or more LF; empty paragraphs are dropped.
void split_paragraphs(std::string_view text, std::vector<TextSpan>& spans);

// Whether LF is the only line end in `text`, so that both readings agree.
bool has_only_lf(std::string_view text);

}  // namespace dsprep::text

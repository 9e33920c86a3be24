// Grapheme clusters: what a reader takes for one character.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::text {

// Replaces `spans` by the extended grapheme clusters of UAX-29, in ICU's version of Unicode: they tile the text. CR LF
// is one. REQUIRES valid UTF-8 of less than 4 GiB. Thread-safe.
void split_graphemes(std::string_view text, std::vector<TextSpan>& spans);

// The same without those that do not begin with a letter (L*).
void split_letters(std::string_view text, std::vector<TextSpan>& spans);

// May the character at text[at] join the one in front to a cluster? REQUIRES that a character begins there.
bool joins(std::string_view text, std::size_t at);

}  // namespace dsprep::text

// What stands between two words of a text: does it part sentences, cells, lines; is it what stands between the same
// words elsewhere?
#pragma once

#include <cstdint>
#include <string_view>

#include "dsprep/text_view.h"

namespace dsprep::ops::decontaminate {

// A line end, or a character that is neither white space nor a word, comma or sign that joins (of paths, names and
// sums: / _ = + and the like; a hyphen that no space stands beside). REQUIRES a gap between folded words.
bool divides(std::string_view text, TextSpan gap);

// Its marks: characters that are not white space and no quotation or emphasis marks (_ is one beside white space
// alone). At most 255.
std::uint8_t count_gap_marks(std::string_view text, TextSpan gap);

}  // namespace dsprep::ops::decontaminate

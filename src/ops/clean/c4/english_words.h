// Facts of written English that sentence counters need: abbreviations, and words that are common enough to be known as
// ordinary ones when a sentence begins with them.
#pragma once

#include <string_view>

namespace dsprep::ops::c4 {

// True for the abbreviations that are written before something they belong to (Mr, Gen, Jan, Inc, vs): lower-case
// ASCII, without their last period. Those that end sentences as often as not (etc, e.g) are no such ones.
bool is_english_abbreviation(std::string_view word);

// True for words of everyday prose that are capitalised at the start of a sentence and else hardly ever: lower-case
// ASCII.
bool is_common_english_word(std::string_view word);

}  // namespace dsprep::ops::c4

// Whether a text looks drawn by lot, as keys and tokens are, rather than written by hand.
#pragma once

#include <string_view>

namespace dsprep::models::pii {

// Bits a character, by the text's own frequencies.
double entropy(std::string_view text);
// No placeholder: not EXAMPLE, not your-key-here, not 1234567890abcdef, not 0000; only the first 64 characters are
// looked at.
bool placeholder(std::string_view text);
// Neither a placeholder nor of less entropy than `least`, and with a digit.
bool random_looking(std::string_view text, double least);
// As random_looking, of letters alone, small and capital: no words joined, MostOfWhichLookLikeThis.
bool random_letters(std::string_view text);
// As random_looking, for a secret in base64, which may hold no digit and whose '/' must not be a path's: capitals,
// small letters and the rest follow each other as they fall.
bool random_base64(std::string_view text);

}  // namespace dsprep::models::pii

// simplify: the form of a text in which near-duplicates are compared: datatrove's simplify_text, the normalization
// behind FineWeb's MinHash. Differences that readers overlook (case, numbers, punctuation, accents, spacing) are gone.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::text {

// Replaces `out`. In this order: full lower-casing (root locale, final sigma too); a run of decimal digits (Nd),
// together with one of . , U+060C U+066B U+2396 U+2398 and another run behind it, becomes "0"; each of datatrove's 66
// punctuation marks and of the controls but TAB and LF becomes a space; runs of white space become one space, none at
// the ends; NFD, without its nonspacing marks (Mn): Hangul stays decomposed, vowel signs of Indic scripts and Thai go;
// none at the ends again. REQUIRES valid UTF-8, outside `out`. Thread-safe.
void simplify(std::string_view text, std::string& out);

// The same, step by step as it is defined: what tests hold simplify() to, and what it falls back to.
void simplify_plainly(std::string_view text, std::string& out);

// One of the 66 punctuation marks (U+FF11, a fullwidth one, is among them by an old mistake, but as a digit it has
// become 0 before) or of the controls.
bool is_simplify_punctuation(char32_t c);

}  // namespace dsprep::text

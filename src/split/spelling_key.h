// What is left of a text when its spelling does not count.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::split {

// Replaces `out` with the letters, marks, digits and other numbers (Unicode L, M, N) of `text` in NFKC_Casefold: texts
// that differ in case, width, composition, white space, punctuation or symbols have one key. Empty where there is none
// of them. `scratch` is overwritten. REQUIRES valid UTF-8.
void spelling_key(std::string_view text, std::string& out, std::string& scratch);

}  // namespace dsprep::split

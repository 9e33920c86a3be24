// Words as DCLM counts them: the pieces that fastText's tokenizer cuts a text into, if they begin with a letter or
// number.
#pragma once

#include <cstdint>
#include <string_view>

namespace dsprep::ops::refinedweb_lines {

// The pieces between space, TAB, LF, VT, FF, CR and NUL whose first character is alphanumeric (Python's isalnum):
// `"Hello` is none. White space beyond ASCII does not cut. Counting stops at `enough`. REQUIRES valid UTF-8.
std::uint64_t count_fasttext_words(std::string_view text, std::uint64_t enough = UINT64_MAX);

}  // namespace dsprep::ops::refinedweb_lines

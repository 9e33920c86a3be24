// Character references of HTML as ftfy takes them: with their semicolon, and some names in capitals that HTML has in
// small letters only ("&EACUTE;" is É).
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dsprep::ops::fix_encoding {

inline constexpr std::size_t longest_reference = 27;  // "&#" and 24 characters, ";"

// The size of the reference that `text` begins with, and what it stands for (which may be nothing) in `out`, replacing
// it; 0 where there is none. REQUIRES text[0] == '&'.
std::size_t read_reference(std::string_view text, std::string& out);

// Does the text have one?
bool has_reference(std::string_view text);

}  // namespace dsprep::ops::fix_encoding

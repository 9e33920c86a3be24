// spelling_key: what of a text counts where two spellings of it are compared: its letters, marks, digits and other
// numbers (Unicode L, M, N) in NFKC_Casefold.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::split {

// Replaces `out`. REQUIRES valid UTF-8.
void spelling_key(std::string_view text, std::string& out, std::string& scratch);

// The same of a text that JSON spells with the escapes \" \\ \b \f \n \r \t alone (Record::escaped_text), none of which
// counts.
void spelling_key_escaped(std::string_view escaped, std::string& out, std::string& scratch);

}  // namespace dsprep::split

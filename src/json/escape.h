// JSON strings: from and to UTF-8. Vectorised (SSE2, NEON) with a scalar twin that the tests hold them to.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::json {

// Appends `text` with the least escaping JSON allows: \" \\ \b \f \n \r \t and \u00XX for other controls below 0x20.
// Without the quotes around it. REQUIRES valid UTF-8 for valid JSON.
void append_escaped(std::string& out, std::string_view text);
void append_escaped_scalar(std::string& out, std::string_view text);

// Writes the escape of `c`, which must have one, and returns where it ends.
inline constexpr std::size_t longest_escape = 6;  // \u001f
char* write_escape(char c, char* to);

// Decodes the inside of a JSON string into `out` (replacing it). REQUIRES a valid one (checked by the reader).
void unescape(std::string_view inside, std::string& out);
void unescape_scalar(std::string_view inside, std::string& out);

}  // namespace dsprep::json

// Breaking lines for terminals.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::registry {

// `text` in lines of at most `width` columns (one per code point), each led by `indent` spaces, from the second line of
// a paragraph on by `hanging` (as `indent` where 0). Its own line breaks are paragraphs, except that lines which
// Markdown would not join (lists, tables, indented code, fences) stay lines. Ends with LF; "" for "".
std::string wrap(std::string_view text, std::size_t width, std::size_t indent, std::size_t hanging = 0);

// Every line led by `indent` spaces, unbroken. Ends with LF; "" for "".
std::string indented_lines(std::string_view lines, std::size_t indent);

}  // namespace dsprep::registry

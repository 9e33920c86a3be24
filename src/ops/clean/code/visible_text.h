// How much of an HTML page is text that a reader sees.
#pragma once

#include <cstdint>
#include <string_view>

namespace dsprep::ops::code {

// Characters (code points) outside of tags, comments and declarations, and outside of script and style. A character
// reference ("&amp;", "&#20013;") is one character; so is what stands between two tags where it is white space alone,
// but for pre and textarea (as BeautifulSoup has it). Any text has an answer, in linear time; what is no HTML is all
// visible. REQUIRES valid UTF-8.
std::uint64_t count_visible_chars(std::string_view html);

}  // namespace dsprep::ops::code

// Pieces of HTML: text made harmless.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::report {

// Appends `text` for element content and quoted attributes alike: markup escaped, control characters shown as their
// pictures (U+2400 …), bytes that are no UTF-8 as U+FFFD.
void append_html(std::string& out, std::string_view text);
std::string html(std::string_view text);

// `text` cut after `most` code points, with an ellipsis where something was cut.
std::string shortened(std::string_view text, std::size_t most);

}  // namespace dsprep::report

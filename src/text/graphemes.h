// Grapheme clusters (UAX-29, extended), by ICU.
#pragma once

#include <functional>
#include <string_view>

namespace dsprep::text {

// Calls found(begin, end) for each cluster; they tile the text. REQUIRES valid UTF-8. Thread-safe.
void each_grapheme(std::string_view text, const std::function<void(std::size_t, std::size_t)>& found);

}  // namespace dsprep::text

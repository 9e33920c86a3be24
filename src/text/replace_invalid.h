// Bytes that are no UTF-8, as U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::text {

// `text`, with each byte that is no part of valid UTF-8 replaced by U+FFFD.
std::string replace_invalid(std::string_view text);

}  // namespace dsprep::text

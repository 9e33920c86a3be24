// Text from outside (file names, reasons) as it may stand in JSON and HTML: valid UTF-8.
#pragma once

#include <string>
#include <string_view>

namespace dsprep::report {

// `text`, with each byte that is no part of valid UTF-8 replaced by U+FFFD.
std::string valid_utf8(std::string_view text);

}  // namespace dsprep::report

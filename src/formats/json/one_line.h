// A JSON text on one line: without the white space outside of its strings.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dsprep::formats {

void on_one_line(std::string_view json, std::string& line);  // replaces `line`
// Which byte of `json` became byte `at` of that line; where `json` has one line only, it is taken as it stands.
std::size_t origin_on_one_line(std::string_view json, std::size_t at);

}  // namespace dsprep::formats

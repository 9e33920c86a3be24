// The named character references of HTML: data/html/entities.txt, written into the binary by CMake.
#pragma once

#include <string_view>

namespace dsprep::text {

// A line each, in the order of bytes: the name without '&', with its ';' where it has one, and the code points.
std::string_view html_entities_data();

}  // namespace dsprep::text

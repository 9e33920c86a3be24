// Paths that a file from elsewhere names, such as a manifest.
#pragma once

#include <string_view>

namespace dsprep::port {

// Whether a relative path stays in the directory it is meant for, as written: not absolute, no component that is empty,
// "." or "..", no NUL. (Links on the way are not looked at.)
bool stays_inside(std::string_view path);

}  // namespace dsprep::port

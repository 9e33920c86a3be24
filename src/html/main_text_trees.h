// The trees of main_text.h: data/html/main_text.trees, written into the binary by CMake.
#pragma once

#include <string_view>

namespace dsprep::html {

std::string_view main_text_trees();

}  // namespace dsprep::html

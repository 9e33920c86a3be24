// The formats of this program: CMake writes the table from the folder src/formats.
#pragma once

#include <span>

#include "dsprep/format.h"

namespace dsprep::formats {

std::span<const FormatSpec* const> format_table();  // by name

}  // namespace dsprep::formats

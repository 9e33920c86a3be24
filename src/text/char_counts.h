// Counts the characters of a text by class.
#pragma once

#include <string_view>

#include "dsprep/text_view.h"

namespace dsprep::text {

CharCounts count_classes(std::string_view text);  // REQUIRES valid UTF-8. Thread-safe

}  // namespace dsprep::text

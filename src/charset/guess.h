// What encoding bytes are in that have no mark, are not UTF-8, and whose declaration is of no use. Private to the room.
#pragma once

#include <string_view>

#include "charset/charset.h"

namespace dsprep::charset {

// REQUIRES bytes that are not all ASCII.
Encoding guess(std::string_view sample, bool whole);

}  // namespace dsprep::charset

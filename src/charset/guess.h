// What encoding bytes are in that have no mark, are not UTF-8, and whose declaration is of no use. Private to the room.
#pragma once

#include <string_view>

#include "charset/charset.h"

namespace dsprep::charset {

// REQUIRES bytes that are not all ASCII.
Encoding guess(std::string_view sample, bool whole);

// How probable the sample is as a text in UTF-16 or UTF-32, as a logarithm.
float wide_score(std::string_view sample, std::string_view name);

}  // namespace dsprep::charset

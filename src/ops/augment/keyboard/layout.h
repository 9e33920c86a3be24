// Layout: which characters are typed by the keys beside that of a character.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dsprep::ops::keyboard {

// What stands on keys beside the key of each character, typed with or without shift as the character is. By code point;
// empty where the character is on no key. `letters`: letters alone.
// REQUIRES one of "en" (US), "de", "fr", "es".
std::vector<std::u32string> neighbours(std::string_view layout, bool letters);

}  // namespace dsprep::ops::keyboard

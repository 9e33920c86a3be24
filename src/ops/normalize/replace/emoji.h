// Emoji as Unicode writes them (UTS #51): whole sequences, of which a text shows one picture.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace dsprep::ops::replace {

// Whether an emoji may begin with it; of ASCII the digits, '#' and '*', with which keycaps do.
bool may_begin_emoji(char32_t c);

// Where the emoji that begins at text[at] ends; `at` where none does. A flag is two regional indicators, or a black
// flag with tags; a keycap a digit, U+FE0F and U+20E3; all others a picture with its presentation and skin tone, and
// what is joined to it. Signs that are text unless told otherwise (© ™ ↔ ❤ below U+2600) need U+FE0F.
std::size_t emoji_end(std::string_view text, std::size_t at);

// Appends its name: the Unicode names of its characters, ":woman_personal_computer:", ":flag_cn:", ":keycap_1:".
void append_emoji_name(std::string_view emoji, std::string& out);

}  // namespace dsprep::ops::replace

// Alphabets: letters of the script of a letter, for whoever needs another one.
#pragma once

#include <cstdint>
#include <string_view>

namespace dsprep::text {

// The script of a code point, as a UScriptCode.
std::uint8_t script_of(char32_t c);

// The letters of the script that `c` is of, in its case; empty where there is no list of them (Han, Hangul, …).
std::u32string_view alphabet_of(char32_t c);

}  // namespace dsprep::text

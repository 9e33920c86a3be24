// Character references of HTML: what "&amp;", "&#38;" and "&#x26;" stand for (the HTML standard, section 13.5 and
// "numeric character reference end state"). Thread-safe: the table is built on first use.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dsprep::text {

inline constexpr std::size_t longest_entity_name = 32;  // with its ';'

// The text that a named reference stands for; the name without '&', with its ';' where it has one: "amp;", and of the
// 106 old ones "amp" too. "" where there is no such name.
std::string_view html_entity(std::string_view name);

// The size of the longest old name, which needs no ';', that `text` begins with; 0 where there is none.
std::size_t old_entity_size(std::string_view text);

// What a numeric reference stands for: U+FFFD where that is no character, windows-1252 in U+0080–U+009F.
char32_t html_code_point(std::uint64_t number);

}  // namespace dsprep::text

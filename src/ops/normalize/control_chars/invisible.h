// Characters that are seen by nobody: which class each is of, and whether the text around it needs it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace dsprep::ops::control_chars {

enum class Class : std::uint8_t {
  c0,
  c1,
  zero_width,
  joiner,
  bidi,
  bom,
  tag,
  soft_hyphen,
  separator,
  special,
  none,
};
inline constexpr std::size_t classes = 10;

// Those that take no context to tell.
Class class_of(char32_t c);

// Where the next character stands, at or after `from`, that may be of a class: text.size() where there is none.
// REQUIRES valid UTF-8.
std::size_t next_suspect(std::string_view text, std::size_t from);

// Is the zero-width character c needed between what stands before and after it?
bool is_needed(char32_t c, std::string_view before, std::string_view after);

// The size of the flag of a subdivision that text[at] begins with, a black flag and its tags (England, Texas); else 0.
std::size_t subdivision_flag(std::string_view text, std::size_t at);

}  // namespace dsprep::ops::control_chars

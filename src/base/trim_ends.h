// trim_ends: a text without certain characters at both ends. White space in the sense of Unicode: text/trim.h.
#pragma once

#include <string_view>

namespace dsprep::base {

constexpr std::string_view trim_ends(std::string_view text, std::string_view characters) {
  const std::size_t begin = text.find_first_not_of(characters);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(characters) - begin + 1);
}

}  // namespace dsprep::base

// Where two texts differ, as a reader wants to see it: some characters before the first difference, and some behind.
#pragma once

#include <string>
#include <string_view>

#include "text/utf8.h"

namespace dsprep::ops::compare {

// `text` around byte `at`, which is the first in which it differs from another; "…" where something is left out.
inline std::string excerpt_at(std::string_view text, std::size_t at) {
  constexpr std::size_t before = 30, shown = 80;  // bytes; characters
  while (at > 0 && at < text.size() && text::is_continuation(text[at])) --at;
  std::size_t begin = at > before ? at - before : 0;
  while (begin > 0 && text::is_continuation(text[begin])) --begin;
  const std::string_view rest = text.substr(begin);
  const std::size_t end = rest.size() <= shown ? rest.size() : text::byte_offset(rest, shown);
  return std::string(begin > 0 ? "…" : "") + std::string(rest.substr(0, end)) + (end < rest.size() ? "…" : "");
}

inline std::size_t first_difference(std::string_view a, std::string_view b) {
  std::size_t at = 0;
  while (at < a.size() && at < b.size() && a[at] == b[at]) ++at;
  return at;
}

}  // namespace dsprep::ops::compare

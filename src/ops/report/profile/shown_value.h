// Values as reports show them: their beginnings, since no report should hold whole texts.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "text/utf8.h"

namespace dsprep::ops::profile {

constexpr std::uint64_t shown_chars = 80;

// A value of at most shown_chars code points, or its beginning and "…". Equal beginnings are counted together.
inline std::string beginning_of(std::string_view value) {
  const std::size_t end = value.size() <= shown_chars ? value.size() : text::byte_offset(value, shown_chars);
  return std::string(value.substr(0, end)) + (end < value.size() ? "…" : "");
}

}  // namespace dsprep::ops::profile

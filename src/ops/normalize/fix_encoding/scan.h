// One quick look at a stretch of text: what occurs in it that a fixer may want, and whether it looks like mojibake.
#pragma once

#include <cstdint>
#include <string_view>

namespace dsprep::ops::fix_encoding {

struct Findings {
  std::uint16_t facts = 0;  // of Fact
  bool bad = false;
};

// REQUIRES valid UTF-8.
Findings scan(std::string_view text);

// Where the ASCII that text[from] stands in ends; adds what occurs in it to `facts`.
std::size_t ascii_end(std::string_view text, std::size_t from, std::uint16_t& facts);

}  // namespace dsprep::ops::fix_encoding

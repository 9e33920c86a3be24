#include "ops/clean/refinedweb_lines/line_case.h"

#include <algorithm>

#include "text/char_facts.h"
#include "text/code_point_table.h"
#include "text/utf8.h"

namespace dsprep::ops::refinedweb_lines {

LineCase count_line_case(std::string_view line) {
  static const text::CodePointTable& facts = text::char_facts();
  LineCase counts;
  // Blocks short enough for counters of one byte, without branches, so that compilers make vectors of them.
  constexpr std::size_t block = 64;
  const auto* p = reinterpret_cast<const unsigned char*>(line.data());
  for (std::size_t at = 0; at < line.size();) {
    const std::size_t size = std::min(block, line.size() - at);
    unsigned char capitals = 0, digits = 0, high = 0;
    const auto count = [&](std::size_t n) {
      for (std::size_t i = 0; i < n; ++i) {
        const unsigned char b = p[at + i];
        capitals = static_cast<unsigned char>(capitals + (static_cast<unsigned char>(b - 'A') < 26));
        digits = static_cast<unsigned char>(digits + (static_cast<unsigned char>(b - '0') < 10));
        high |= b;
      }
    };
    if (size == block) count(block);
    else count(size);
    if (high < 0x80) {
      counts.chars += static_cast<std::uint32_t>(size);
      counts.capitals += capitals;
      counts.digits += digits;
      at += size;
      continue;
    }
    for (const std::size_t end = at + size; at < end; ++counts.chars) {
      const std::uint8_t fact = facts[text::decode(line, at)];
      counts.capitals += (fact & text::fact_upper) != 0;
      counts.digits += (fact & text::fact_digit) != 0;
    }
  }
  return counts;
}

}  // namespace dsprep::ops::refinedweb_lines

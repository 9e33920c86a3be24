#include "text/line_lengths.h"

#include <algorithm>

#include "text/utf8.h"

namespace dsprep::text {

LineLengths line_lengths(const TextView& text, std::span<const TextSpan> lines) {
  LineLengths lengths;
  const bool ascii = text.ascii();
  for (const TextSpan& line : lines) {
    const std::uint64_t chars = ascii ? line.size() : count_chars(line.of(text.text()));
    ++lengths.lines;
    lengths.chars += chars;
    lengths.longest = std::max(lengths.longest, chars);
  }
  return lengths;
}

}  // namespace dsprep::text

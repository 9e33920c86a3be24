// How long the lines of a text are.
#pragma once

#include <cstdint>
#include <span>

#include "dsprep/text_view.h"

namespace dsprep::text {

struct LineLengths {
  std::uint64_t lines = 0;
  std::uint64_t chars = 0;    // in lines, without what ends them
  std::uint64_t longest = 0;  // code points
};

// `lines` are some lines of `text`: its universal_lines(), for example.
LineLengths line_lengths(const TextView& text, std::span<const TextSpan> lines);

}  // namespace dsprep::text

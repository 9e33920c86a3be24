// LineCounts: the lines of a text as a variant of Gopher's rules has them, and their bullets and ellipses.
#pragma once

#include <cstdint>

#include "dsprep/text_view.h"
#include "text/gopher_variant.h"

namespace dsprep::ops::gopher_quality {

// The lines a variant looks at: how many there are, and of these how many begin or end as they should not.
struct LineCounts {
  std::uint64_t lines = 0, bullets = 0, ellipses = 0;
};

LineCounts count_lines(const TextView& view, text::GopherVariant variant);

}  // namespace dsprep::ops::gopher_quality

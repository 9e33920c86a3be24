// cut_around: what goes where found stretches are cut out of a text with a margin, as GPT-3 did around what its
// evaluation sets share with it.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::ops::decontaminate {

// Turns stretches that were found (in any order; they may overlap) into what goes: each with `margin` code points on
// either side, and then the pieces of fewer than `min_piece` code points before, between and behind them. Ascending;
// none touches the next. REQUIRES valid UTF-8, borders between code points, no empty stretch.
void cut_around(std::string_view text, std::uint64_t margin, std::uint64_t min_piece, std::vector<TextSpan>& spans);

}  // namespace dsprep::ops::decontaminate

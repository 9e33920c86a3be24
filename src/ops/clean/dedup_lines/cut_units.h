// Which bytes go with the lines, paragraphs or sentences that are taken out of a text: of what separates them from
// their neighbours, one side.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "dsprep/text_view.h"

namespace dsprep::ops::dedup_lines {

// Lines or paragraphs [first, end) of `spans`: with the line ends behind them; of the last ones those before them go,
// so that the text ends as it did, but none before `taken`, up to where bytes have gone already.
TextSpan cut_lines(std::string_view text, std::span<const TextSpan> spans, std::size_t first, std::size_t end,
                   std::uint32_t taken);

// Sentences that stand at `sentences`: with the white space on one side. The side with more line ends stays: paragraphs
// stay apart.
TextSpan cut_sentences(std::string_view text, TextSpan sentences);

// The beginning of a unit for people: trimmed, at most so many bytes, whole characters.
std::string_view beginning_of(std::string_view unit, std::size_t longest);

}  // namespace dsprep::ops::dedup_lines

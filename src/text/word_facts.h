// What TextView knows of each word.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::text {

// Replaces `facts` with those of each word. `ascii`: whether the whole text is. REQUIRES valid UTF-8.
void find_word_facts(std::string_view text, std::span<const TextSpan> words, bool ascii, std::vector<WordFacts>& facts);

}  // namespace dsprep::text

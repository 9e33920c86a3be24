// Loose words: the words of a text for comparisons that see through case, punctuation, accents, width and white space.
//
// A word is a maximal run of letters, numbers and spacing marks; an ideograph, a hiragana letter, and a letter of Thai, Lao, Khmer or
// Burmese is a word of its own. Nonspacing marks, soft hyphens and apostrophes are passed over ("don't" is "dont"); all else
// separates. Letters are compared by NFKC_Casefold, decomposed, without nonspacing marks. Frozen but for ICU's version of Unicode.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::text {

struct LooseWords {
  std::vector<TextSpan> spans;                         // in the text
  std::vector<std::uint64_t> hashes;                   // equal for equal words
  std::size_t size() const { return hashes.size(); }
};

// Replaces `words`. REQUIRES valid UTF-8 of less than 4 GiB. Thread-safe.
void split_loose_words(std::string_view text, LooseWords& words);

}  // namespace dsprep::text

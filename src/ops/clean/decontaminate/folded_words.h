// Folded words: the words of a text for comparisons that see through case, punctuation, accents, width and white space.
//
// A word is a maximal run of letters, numbers and spacing marks; an ideograph, a hiragana letter, and a letter of Thai,
// Lao, Khmer or Burmese is a word of its own. Nonspacing marks, soft hyphens and apostrophes are passed over ("don't"
// is "dont"); all else separates. Letters are compared by NFKC_Casefold, decomposed, without nonspacing marks. Frozen
// but for ICU's version of Unicode.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::ops::decontaminate {

struct FoldedWords {
  std::vector<TextSpan> spans;        // in the text
  std::vector<std::uint64_t> hashes;  // equal for equal words
  std::size_t size() const { return hashes.size(); }
};

// Replaces `words`. REQUIRES valid UTF-8 of less than 4 GiB. Thread-safe.
void split_folded_words(std::string_view text, FoldedWords& words);

// How much of a word each is, in tenths: what is written without spaces has about 1.7 ideographs or kana, or four
// letters of Thai and its neighbours, to a word; a number or a single Latin, Greek or Cyrillic letter says half as much
// as a word. Replaces `sizes`. Thread-safe.
struct FoldedWordSize {
  static constexpr std::uint8_t word = 10, half = 5, ideograph = 6, letter = 3;
  std::uint8_t tenths;
  bool speaks;  // it is no number and no such letter
};
void measure_folded_words(std::string_view text, const FoldedWords& words, std::vector<FoldedWordSize>& sizes);

}  // namespace dsprep::ops::decontaminate

// Counts the sentences of a line as spaCy's rule-based sentencizer does over a blank English pipeline (spaCy 3.8),
// which is what datatrove counts English sentences with.
//
// spaCy first cuts the line into tokens. A sentence ends with a token that is one of its 110-odd sentence-ending
// characters, and the next begins at the first token after it that is neither such a one nor punctuation. What is
// written here of the tokenizer is what can make such a token: the affixes that it takes off words, the periods it cuts
// words at, and the abbreviations whose period it leaves. docs/parity.md says how often the two differ.
#pragma once

#include <cstdint>
#include <string_view>

namespace dsprep::ops::c4 {

// The number of sentences in `line`, or some number that is at least `enough` where there are at least so many:
// counting stops there. Linear in the line's length. REQUIRES valid UTF-8.
std::uint64_t count_spacy_sentences(std::string_view line, std::uint64_t enough = UINT64_MAX);
// The same, word by word: what the tests hold count_spacy_sentences to.
std::uint64_t count_spacy_sentences_slowly(std::string_view line, std::uint64_t enough = UINT64_MAX);

}  // namespace dsprep::ops::c4

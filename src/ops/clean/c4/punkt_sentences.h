// Counts the sentences of an English line as Punkt (Kiss and Strunk 2006, in NLTK's form) would cut it.
//
// Punkt is an algorithm and a trained model. The algorithm is here: which periods come into question, how the text
// around them falls into tokens, and the three heuristics. The model (156 abbreviations, 37 collocations and the cases
// in which 20,000 words were met in the Wall Street Journal) is not: in its place stand abbreviations and common words
// of English, written for dsprep. docs/parity.md says how often the two differ.
#pragma once

#include <cstdint>
#include <string_view>

namespace dsprep::ops::c4 {

// The number of sentences in `line`, or some number that is at least `enough` where there are at least so many:
// counting stops there. Linear in the line's length. REQUIRES valid UTF-8.
std::uint64_t count_punkt_sentences(std::string_view line, std::uint64_t enough = UINT64_MAX);

}  // namespace dsprep::ops::c4

// Finds what the user probably meant.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dsprep::base {

// The candidate with the smallest edit distance to `word` (Damerau–Levenshtein with adjacent transpositions; '-' and
// '_' are equal), or "" where none is near: within 1 edit for words up to 4 bytes, 2 up to 8, 3 beyond, or one is a
// prefix of the other of at least 3 bytes. Ties go to the first. Nothing is near the empty word.
std::string nearest(std::string_view word, const std::vector<std::string>& candidates);

// " (did you mean \"X\"?)", or "" where nothing is near: to be appended to a message.
std::string did_you_mean(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace dsprep::base

// The stop words of eda_nlp: English words that are never replaced by a synonym.
#pragma once

#include <span>
#include <string_view>

namespace dsprep::thesauri {

// In the order of code/eda.py, without its empty entry: NLTK's list of 2010, with no contracted negations.
std::span<const std::string_view> english_stop_words();

}  // namespace dsprep::thesauri

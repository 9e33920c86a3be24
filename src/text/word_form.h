// WordForm: a word as word lists have it, without what is glued to it and in lower case.
#pragma once

#include <string>
#include <string_view>

#include "text/code_point_table.h"

namespace dsprep::text {

// `word` without the characters at both ends that have a value other than 0 in `trimmed`.
std::string_view trim_word(std::string_view word, const CodePointTable& trimmed);

// 0 for letters, marks and numbers, 1 for all else: what is trimmed off a word that stands between white space.
const CodePointTable& not_in_words_table();

// Scratch, one per worker. What it returns is valid until the next call.
class WordForm {
 public:
  std::string_view lower(std::string_view word);  // as text::to_lower

 private:
  std::string lowered_;
};

}  // namespace dsprep::text

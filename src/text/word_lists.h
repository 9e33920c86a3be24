// The word lists that dsprep carries, from the folder data (LICENSES/README.md says whose they are).
#pragma once

#include <functional>
#include <span>
#include <string_view>
#include <vector>

namespace dsprep::text {

struct WordListFile {
  std::string_view language;  // "en", as in the file's name
  std::string_view words;     // one a line
};

std::span<const WordListFile> stop_word_lists();  // by language, ascending
std::span<const WordListFile> bad_word_lists();

// The languages of such lists, as choices of a parameter.
std::vector<std::string_view> languages_of(std::span<const WordListFile> lists);
// Calls take(word) for each word of a language's list. REQUIRES a language that has one.
void each_word(std::span<const WordListFile> lists, std::string_view language,
               const std::function<void(std::string_view)>& take);

}  // namespace dsprep::text

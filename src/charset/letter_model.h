// LetterModel: how probable one letter behind another is in a language. Made of its stop words, which are the words
// that texts are full of. Private to the room.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace dsprep::charset {

class LetterModel {
 public:
  static constexpr unsigned gap = 0;    // what is no letter
  static constexpr unsigned other = 1;  // a letter that the language does not use

  // REQUIRES a language that has a list of stop words (text/word_lists.h) or is known to charset/languages.h.
  explicit LetterModel(std::string_view language);

  // Of a lower-case letter.
  unsigned index_of(char32_t letter) const {
    const auto found = letters_.find(letter);
    return found == letters_.end() ? other : found->second;
  }
  static constexpr unsigned of_ascii(char lower_case) { return 2 + static_cast<unsigned>(lower_case - 'a'); }
  // The logarithm of the probability that `next` follows `letter`.
  float follows(unsigned letter, unsigned next) const { return logs_[letter * size_ + next]; }

 private:
  std::unordered_map<char32_t, unsigned> letters_;
  unsigned size_ = 2;
  std::vector<float> logs_;
};

}  // namespace dsprep::charset

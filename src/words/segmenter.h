// Segmenter: the words of a text, by one of the models of TextView or by a dictionary; and what lies between them.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/binder.h"
#include "dsprep/params.h"
#include "dsprep/text_view.h"
#include "words/dictionary.h"

namespace dsprep::words {

// The parameters of every op that works on words.
struct WordParams {
  std::optional<std::string> words, dictionary;
  void fields(ParamFields& f);
};

// Immutable, shared by all workers.
class Segmenter {
 public:
  // Reads the dictionary where one is named; else, where it is to be cut by one, Debian's (package python3-jieba).
  static Result<Segmenter> make(const WordParams& params, Binder& binder);
  explicit Segmenter(WordModel model) : model_(model) {}

  // What a thread needs to itself.
  struct Scratch {
    Dictionary::Scratch dictionary;
    std::vector<TextSpan> words, gap;
  };
  // Each replaces `spans`. REQUIRES valid UTF-8 of less than 4 GiB.
  // The words alone; those between white space without the punctuation around them.
  void words(std::string_view text, Scratch& scratch, std::vector<TextSpan>& spans) const;
  // The words and what else there is, punctuation and symbols, but for white space: every other character is in one.
  void tokens(std::string_view text, Scratch& scratch, std::vector<TextSpan>& spans) const;

 private:
  WordModel model_;
  std::shared_ptr<const Dictionary> dictionary_;  // null: by the model
};

// White space, and U+001C–U+001F: what Python's str.isspace() says.
bool is_space(char32_t c);
// Has it a letter, a mark or a number? Else it is punctuation, and no word.
bool is_word(std::string_view token);

}  // namespace dsprep::words

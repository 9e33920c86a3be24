// Where in a record's texts a synonym may stand: for augmenters.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dsprep/augmenter.h"
#include "dsprep/text_view.h"
#include "thesauri/thesaurus.h"

namespace dsprep::thesauri {

// Owned by one worker; found anew for each record.
class Sites {
 public:
  struct Word {
    TextSpan span;
    Synonyms synonyms;
  };

  // Looks at all texts. False where no word of them has a synonym.
  bool find(CopyTexts& texts, const Thesaurus& thesaurus);

  // Of one text: the words that may be changed (neither protected nor part of an address or a number), and those of
  // them that have synonyms.
  std::span<const TextSpan> free_words(std::size_t text) const {
    return part(free_, texts_[text].free, texts_[text + 1].free);
  }
  std::span<const Word> words(std::size_t text) const {
    return part(words_, texts_[text].words, texts_[text + 1].words);
  }
  bool any_free_word() const { return !free_.empty(); }

 private:
  struct Begin {
    std::size_t free, words;
  };
  template <class T>
  static std::span<const T> part(const std::vector<T>& all, std::size_t first, std::size_t end) {
    return std::span<const T>(all).subspan(first, end - first);
  }

  std::vector<Begin> texts_;  // one more than there are texts
  std::vector<TextSpan> prose_, free_;
  std::vector<std::uint64_t> hashes_;  // of one text's free words
  std::vector<Word> words_;
  std::string scratch_;
};

}  // namespace dsprep::thesauri

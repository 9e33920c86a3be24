#include "thesauri/sites.h"

#include "text/prose_words.h"

namespace dsprep::thesauri {

bool Sites::find(CopyTexts& texts, const Thesaurus& thesaurus) {
  texts_.clear();
  free_.clear();
  words_.clear();
  for (std::size_t i = 0; i < texts.size(); ++i) {
    texts_.push_back({free_.size(), words_.size()});
    const std::string_view text = texts.text(i);
    const bool protects = !texts.protected_spans(i).empty();
    text::find_prose_words(text, texts.words(i, WordModel::unicode), prose_);
    for (const TextSpan& word : prose_) {
      if (protects && !texts.touchable(i, word)) continue;
      free_.push_back(word);
      const Synonyms synonyms = thesaurus.find(word.of(text), scratch_);
      if (!synonyms.empty()) words_.push_back({word, synonyms});
    }
  }
  texts_.push_back({free_.size(), words_.size()});
  return !words_.empty();
}

}  // namespace dsprep::thesauri

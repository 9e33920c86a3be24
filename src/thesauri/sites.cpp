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
    hashes_.clear();
    for (const TextSpan& word : prose_) {
      if (protects && !texts.touchable(i, word)) continue;
      free_.push_back(word);
      hashes_.push_back(thesaurus.prepare(word.of(text)));
    }
    for (std::size_t n = 0; n < hashes_.size(); ++n) {
      const TextSpan word = free_[texts_.back().free + n];
      const Synonyms synonyms = thesaurus.find(word.of(text), hashes_[n], scratch_);
      if (!synonyms.empty()) words_.push_back({word, synonyms});
    }
  }
  texts_.push_back({free_.size(), words_.size()});
  return !words_.empty();
}

}  // namespace dsprep::thesauri

// Pieces: a text on its way through pre-tokenizers, cut into words more and more finely, and now and then rewritten.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::tokenizers {

// Owned by one worker; storage is reused.
class Pieces {
 public:
  // `begins`: nothing stands before it in the record's text.
  void start(std::string_view text, bool begins) {
    text_ = text;
    begins_ = begins;
    words_.assign(1, {0, static_cast<std::uint32_t>(text.size())});
  }
  std::string_view text() const { return text_; }
  const std::vector<TextSpan>& words() const { return words_; }
  bool begins(TextSpan word) const { return begins_ && word.begin == 0; }

  // Calls cut(word, into) for each word: it appends what takes the word's place.
  template <class Cut>
  void cut(Cut cut) {
    spare_.clear();
    for (const TextSpan word : words_) cut(word, spare_);
    words_.swap(spare_);
  }
  // The same, where words are also rewritten: rewrite(word, text, into) appends to the new text, and words of it.
  template <class Rewrite>
  void rewrite(Rewrite rewrite) {
    std::string& out = buffers_[next_];
    next_ = 1 - next_;
    out.clear();
    spare_.clear();
    for (const TextSpan word : words_) rewrite(word, out, spare_);
    words_.swap(spare_);
    text_ = out;
  }

 private:
  std::string_view text_;
  bool begins_ = false;
  std::vector<TextSpan> words_, spare_;
  std::string buffers_[2];
  std::size_t next_ = 0;
};

}  // namespace dsprep::tokenizers

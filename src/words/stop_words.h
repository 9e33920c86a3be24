// StopWords: a set of small words, and of phrases of several words, which stand in some lists ("có thể").
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/hash_set.h"
#include "dsprep/text_view.h"
#include "text/word_form.h"

namespace dsprep::words {

// Built once, asked by all workers. A word is known by the hash of its lower case, a phrase by that of its words'
// hashes.
class StopWords {
 public:
  // An entry of a list, cut into its words: `words` are of `entry`. Without any, nothing is added.
  void add(std::string_view entry, std::span<const TextSpan> words) {
    text::WordForm form;
    std::vector<std::uint64_t> hashes;
    for (const TextSpan& word : words) hashes.push_back(base::hash64(form.lower(word.of(entry))));
    if (hashes.empty()) return;
    if (hashes.size() == 1) return words_.insert(hashes.front());
    phrase_starts_.insert(hashes.front());
    phrases_.insert(of(hashes));
    longest_phrase_ = std::max(longest_phrase_, hashes.size());
  }

  bool empty() const { return words_.empty() && phrases_.empty(); }
  bool has_phrases() const { return longest_phrase_ > 1; }
  std::size_t longest_phrase() const { return longest_phrase_; }  // in words
  bool has_word(std::uint64_t hash) const { return words_.contains(hash); }

  // How many of the words from words[at] on make a stop word or phrase, the longest there is: 0 where there is none.
  // A phrase may take no more than `most` words.
  std::size_t match(std::span<const std::uint64_t> words, std::size_t at, std::size_t most) const {
    if (phrase_starts_.contains(words[at]))
      for (std::size_t size = std::min({longest_phrase_, words.size() - at, most}); size > 1; --size)
        if (phrases_.contains(of(words.subspan(at, size)))) return size;
    return words_.contains(words[at]) ? 1 : 0;
  }

 private:
  static std::uint64_t of(std::span<const std::uint64_t> hashes) {
    return base::hash64({reinterpret_cast<const char*>(hashes.data()), hashes.size_bytes()});
  }

  base::HashSet words_, phrases_, phrase_starts_;
  std::size_t longest_phrase_ = 1;
};

}  // namespace dsprep::words

// Dictionary: a word list with frequencies, and the likeliest cut of a text into its words, as jieba makes it.
//
// jieba 0.42.1's cut() without its hidden Markov model (HMM off): runs of Han characters, ASCII letters, digits and
// + # & . _ % - are cut along the path whose words have the highest product of frequencies; a character that is no
// word counts as one seen once; ASCII letters and digits that are left by themselves are put together again. All other
// characters are a piece each. White space is no piece here.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dsprep/binder.h"
#include "dsprep/result.h"
#include "dsprep/text_view.h"

namespace dsprep::words {

// Immutable once read: shared by all workers.
class Dictionary {
 public:
  // The format of jieba's dict.txt: WORD FREQUENCY [TAG] a line, of a word that stands twice the last frequency. An
  // error names file and line.
  static Result<Dictionary> read(const ResourceFile& file);

  // What a thread needs to itself.
  struct Scratch {
    std::vector<std::uint32_t> chars, offsets, ends;
    std::vector<double> scores;
  };
  // Replaces `pieces`. REQUIRES valid UTF-8 of less than 4 GiB.
  void cut(std::string_view text, Scratch& scratch, std::vector<TextSpan>& pieces) const;

  std::size_t size() const { return words_; }

 private:
  // A prefix of a word, at the place in the table where the hash of its parent's place and its last character leads.
  struct Node {
    std::uint32_t parent = none, last = 0;
    double score = no_word;  // log2 of its share of all frequencies, which is never positive
  };
  static constexpr std::uint32_t none = 0xffffffff, root = 0xfffffffe;
  static constexpr double no_word = 1;

  Dictionary() = default;
  std::uint32_t child(std::uint32_t parent, std::uint32_t c) const;  // its place, or none
  void cut_run(std::string_view text, std::size_t begin, std::size_t end, Scratch& scratch,
               std::vector<TextSpan>& pieces) const;

  std::vector<Node> nodes_;           // a power of two, at most half full
  std::vector<std::uint32_t> first_;  // by first character, below U+10000: its place, or none
  unsigned shift_ = 0;
  double score_of_unknown_ = 0;
  std::size_t words_ = 0;

  friend class DictionaryBuilder;
};

}  // namespace dsprep::words

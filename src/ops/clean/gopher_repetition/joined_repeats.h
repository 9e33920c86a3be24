// JoinedRepeats: how much of a text is runs of n words that came before, counted as datatrove counts them.
//
// The scan goes from left to right. A run of n words that came before counts all its characters and the scan jumps over
// it; else the run is remembered and the scan moves on by one word. Runs are compared joined without anything between
// the words, so that "ab c" is the same as "a bc".
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"
#include "ops/clean/gopher_repetition/number_table.h"
#include "text/interner.h"

namespace dsprep::ops::gopher_repetition {

// Owned by one worker; storage is kept from text to text, unless a giant has passed.
class JoinedRepeats {
 public:
  // Finds where runs of `least` words or more could be repeated at all: mostly nowhere.
  void start(std::string_view text, std::span<const TextSpan> words, std::size_t least);
  // True where no run of `least` words or more is repeated; false where one may be.
  bool none() const { return candidates_.empty(); }
  // The characters of all runs of n words that may be repeated, each counted once: no fewer than repeated_chars of n or
  // less.
  std::uint64_t chars_at_most(std::size_t n, std::span<const WordFacts> facts) const;
  // The characters (code points) of runs of n words that came before. REQUIRES n >= the `least` of start().
  std::uint64_t repeated_chars(std::size_t n, std::span<const WordFacts> facts);

 private:
  void drop_lone_candidates(std::size_t least);
  void join(std::string_view text, std::span<const TextSpan> words);

  std::string joined_;
  std::vector<std::uint32_t> offsets_;     // of each word in joined_, and the end
  std::vector<std::uint32_t> candidates_;  // positions whose run may come again
  std::vector<std::uint64_t> hashes_;      // of the first bytes of each run
  std::vector<unsigned char> marks_;   // by the low bits of a hash: how many positions have it, if not more than one
  std::vector<unsigned char> shared_;  // of each candidate: whether another begins as it does
  std::vector<std::uint32_t> short_;   // candidates whose run is shorter than a prefix
  NumberTable prefixes_;
  text::Interner runs_;
};

}  // namespace dsprep::ops::gopher_repetition

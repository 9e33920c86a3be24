// The vocabulary of the one dataset against the other's: how far the shares of words lie apart, and which words moved.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsprep/op.h"
#include "ops/report/compare/word_counts.h"

namespace dsprep::ops::compare {

struct MovedWord {
  std::string word;
  std::uint64_t reference = 0, current = 0;
  double surprise = 0;  // Dunning's G², the log-likelihood ratio of the two shares
};

struct WordShift {
  std::uint64_t words[2] = {0, 0};     // by Side
  std::uint64_t distinct[2] = {0, 0};  // by Side
  std::uint64_t fresh = 0, gone = 0;   // distinct words that one side alone has
  double js = 0;                       // Jensen-Shannon distance of the shares, natural logarithm; NaN: a side is empty
  std::vector<MovedWord> more, less;   // the most surprising ones first
};

Result<WordShift> word_shift(WordCounts& reference, WordCounts& current, Decider& decider);

}  // namespace dsprep::ops::compare

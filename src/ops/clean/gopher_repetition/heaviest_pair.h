// How much of a text its most frequent runs of a few words can make up, at most: far cheaper than to count the runs.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "dsprep/text_view.h"

namespace dsprep::ops::gopher_repetition {

// Owned by one worker; storage is kept from text to text, unless a giant has passed.
class HeaviestPair {
 public:
  // At least (characters of the words + one between them) × occurrences, for every pair of neighbouring words. Pairs
  // are told apart by a hash of their words' first eight bytes and lengths, into few enough buckets that a text of
  // prose is not far above the true value. REQUIRES facts of the words, and a text of less than 1 GiB.
  std::uint64_t weight(std::string_view text, std::span<const TextSpan> words, std::span<const WordFacts> facts);

 private:
  std::vector<std::uint32_t> buckets_;
};

}  // namespace dsprep::ops::gopher_repetition

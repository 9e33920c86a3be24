// NgramNumbers: numbers for the runs of n words of a text, so that equal runs have equal numbers, n by n. Exact.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dsprep::ops::signals {

// From the numbers of single words (1-grams), goes up one n at a time: an (n+1)-gram is an n-gram and a word. Linear in
// the number of words for each n. Storage is kept from use to use.
class NgramNumbers {
 public:
  // `words` must outlive what follows: the number of each word, from 0, below `distinct`.
  void start(std::span<const std::uint32_t> words, std::uint32_t distinct);
  // To the next n. What numbers() held is gone.
  void next();

  int n() const { return n_; }
  std::span<const std::uint32_t> numbers() const {
    return numbers_;
  }  // of each n-gram, in order of first appearance from 0
  std::uint32_t distinct() const { return distinct_; }

 private:
  std::span<const std::uint32_t> words_;
  std::vector<std::uint32_t> numbers_;
  std::vector<std::uint64_t> keys_;  // a hash table: n-gram and word, in one
  std::vector<std::uint32_t> values_;
  std::uint32_t distinct_ = 0;
  int n_ = 1;
};

}  // namespace dsprep::ops::signals

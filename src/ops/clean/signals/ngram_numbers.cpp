#include "ops/clean/signals/ngram_numbers.h"

#include <bit>

namespace dsprep::ops::signals {

void NgramNumbers::start(std::span<const std::uint32_t> words, std::uint32_t distinct) {
  words_ = words;
  numbers_.assign(words.begin(), words.end());
  distinct_ = distinct;
  n_ = 1;
}

void NgramNumbers::next() {
  ++n_;
  if (numbers_.empty()) return;
  const std::size_t count = numbers_.size() - 1;
  constexpr std::uint64_t empty = UINT64_MAX;  // no pair of numbers below the number of words is that
  const std::size_t slots = std::bit_ceil(count * 2 + 1);
  const int shift = 64 - std::countr_zero(slots);
  keys_.assign(slots, empty);
  values_.resize(slots);
  distinct_ = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::uint64_t key = std::uint64_t{numbers_[i]} << 32 | words_[i + static_cast<std::size_t>(n_) - 1];
    std::size_t at = slots == 1 ? 0 : static_cast<std::size_t>((key ^ key >> 29) * 0x9e3779b97f4a7c15u >> shift);
    while (keys_[at] != empty && keys_[at] != key) at = (at + 1) & (slots - 1);
    if (keys_[at] == empty) {
      keys_[at] = key;
      values_[at] = distinct_++;
    }
    numbers_[i] = values_[at];
  }
  numbers_.pop_back();
}

}  // namespace dsprep::ops::signals

#include "ops/clean/gopher_repetition/heaviest_pair.h"

#include <algorithm>
#include <bit>

#include "text/pack8.h"

namespace dsprep::ops::gopher_repetition {

std::uint64_t HeaviestPair::weight(std::string_view text, std::span<const TextSpan> words,
                                   std::span<const WordFacts> facts) {
  if (words.size() < 2) return 0;
  constexpr std::size_t fewest = 1024, most = std::size_t{1} << 16;
  const std::size_t size = std::clamp(std::bit_ceil(words.size() * 2), fewest, most);
  if (buckets_.size() > 16 * size) std::vector<std::uint32_t>().swap(buckets_);
  buckets_.assign(size, 0);
  std::uint32_t* const buckets = buckets_.data();
  const int shift = 64 - std::countr_zero(size);
  const auto hash = [&](const TextSpan& word) {
    return (text::pack8(text, word.begin, word.size()) + word.size()) * 0x9e3779b97f4a7c15ull;
  };
  std::uint64_t left = hash(words[0]);
  std::uint32_t heaviest = 0;
  for (std::size_t i = 1; i < words.size(); ++i) {
    const std::uint64_t right = hash(words[i]);
    // Rotated, so that "of the" is not "the of".
    std::uint32_t& bucket = buckets[(std::rotl(left, 29) + right) * 0xbf58476d1ce4e5b9ull >> shift];
    bucket += facts[i - 1].chars + 1 + facts[i].chars;
    heaviest = std::max(heaviest, bucket);
    left = right;
  }
  return heaviest;
}

}  // namespace dsprep::ops::gopher_repetition

// Stable hashes: XXH3 of bytes, the same on every machine and in every version of dsprep. Results of these
// go into files, ids and random seeds, so they may never change. (std::hash is used nowhere.)
#pragma once

#include <cstdint>
#include <string_view>

#define XXH_INLINE_ALL
#include <xxhash.h>

#include "base/hash128.h"

namespace dsprep::base {

inline std::uint64_t hash64(std::string_view bytes, std::uint64_t seed = 0) {
  return XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed);
}

Hash128 hash128_of_long(std::string_view bytes);  // the same, of any length

inline Hash128 hash128(std::string_view bytes) {
  if (bytes.size() > 240) return hash128_of_long(bytes);  // up to there XXH3 has no vectors to choose
  const XXH128_hash_t h = XXH3_128bits(bytes.data(), bytes.size());
  return {h.high64, h.low64};
}

// Mixes two words into one, for hashes of hashes (SplitMix64's finalizer over a sum; Steele et al. 2014).
inline std::uint64_t mix(std::uint64_t a, std::uint64_t b) {
  std::uint64_t x = a + 0x9e3779b97f4a7c15ull * (b + 1);
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9ull;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebull;
  return x ^ (x >> 31);
}

}  // namespace dsprep::base

// EditPlaces: which of the places of a text an augmenter edits, each with the same probability.
#pragma once

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "base/rng.h"

namespace dsprep {

// Replaces `places` by those of 0 … n-1 that are drawn, each with probability `rate`, in order; where none is, by one
// of them: a copy without an edit would say nothing new. REQUIRES n > 0.
inline void draw_places(double rate, std::size_t n, base::Rng& rng, std::vector<std::uint32_t>& places) {
  places.clear();
  for (std::size_t i = 0; i < n; ++i)
    if (rng.uniform() < rate) places.push_back(static_cast<std::uint32_t>(i));
  if (places.empty()) places.push_back(static_cast<std::uint32_t>(rng.below(n)));
}

// Replaces `places` by `count` different ones of 0 … n-1, in order, all choices as likely (Floyd's algorithm). REQUIRES
// count <= n.
inline void draw_distinct(std::size_t count, std::size_t n, base::Rng& rng, std::vector<std::uint32_t>& places) {
  places.clear();
  for (std::size_t top = n - count; top < n; ++top) {
    const auto drawn = static_cast<std::uint32_t>(rng.below(top + 1));
    const auto at = std::lower_bound(places.begin(), places.end(), drawn);
    if (at == places.end() || *at != drawn) places.insert(at, drawn);
    else places.push_back(static_cast<std::uint32_t>(top));
  }
}

// What an augmenter says of a copy: {"edits":3,"seed":"00c5…"}. The seed is all that its choices hang on; in
// hexadecimal, because JSON's numbers have 53 bits in many readers.
inline void tell_edits(std::string& recipe, std::uint64_t edits, std::uint64_t seed) {
  char digits[20];
  recipe.assign("{\"edits\":").append(digits, std::to_chars(digits, digits + sizeof digits, edits).ptr);
  recipe.append(",\"seed\":\"");
  for (int shift = 60; shift >= 0; shift -= 4) recipe += "0123456789abcdef"[seed >> shift & 15];
  recipe.append("\"}");
}

}  // namespace dsprep

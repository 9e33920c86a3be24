// WrittenSet: the shingle set of a text and, behind it, what its normalization has overlooked (dedup/overlooked.h), as
// one row of 64-bit words.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dsprep::dedup {

// What normalization has overlooked in a text of so many tokens; hashes ascending, each once.
struct OverlookedSet {
  std::span<const std::uint64_t> hashes;
  std::uint64_t tokens = 0;
};

// How like two texts are that differ in what was overlooked, were all else equal: tokens in common, divided by those of
// both. A hash that only one of both has is a token that they do not share, and where another stands in its place the
// two count twice: who changes a number says something else, who adds one, more. 1 where nothing differs; else 0 for
// texts of fewer than 32 tokens.
double likeness_as_written(const OverlookedSet& a, const OverlookedSet& b);

struct WrittenSet {
  std::span<const std::uint64_t> shingles;
  OverlookedSet overlooked;
  static WrittenSet of(std::span<const std::uint64_t> row);  // REQUIRES a row of append_overlooked
};

// Makes a shingle set such a row.
void append_overlooked(std::vector<std::uint64_t>& row, const OverlookedSet& overlooked);

// Jaccard's similarity of the shingle sets, where that and the likeness as written are at least `threshold`; else -1.
// An empty row is unlike all.
double written_jaccard_at_least(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b, double threshold);

// The share of `permutations` in which a signature agrees with what an index holds of a text: a signature of the same
// size and, behind it, such a row without shingles or nothing. -1 where what was overlooked is less like than
// `threshold`, as far as that is known.
double estimated_jaccard(std::span<const std::uint32_t> signature, std::span<const std::uint32_t> held,
                         std::size_t permutations, const OverlookedSet& overlooked, double threshold);

}  // namespace dsprep::dedup

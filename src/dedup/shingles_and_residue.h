// ShinglesAndResidue: what two texts are compared by where normalization may not hide a difference: the shingle set
// and, behind it, the residue (dedup/residue.h), as one row of 64-bit words.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace dsprep::dedup {

// The residue of a text. REQUIRES hashes ascending, without repetition.
struct ResidueSet {
  std::span<const std::uint64_t> hashes;
  std::uint64_t tokens = 0;  // of the whole text
};

// Similarity of two texts of equal words by their residues alone: the tokens they share, divided by the tokens of both.
// A hash that only one of them has is a token they do not share; where another stands in its place, both count: a
// number that was changed says something else, a number that was added says more. 1 where the residues are equal;
// otherwise 0 where either text has fewer than 32 tokens.
double residue_similarity(const ResidueSet& a, const ResidueSet& b);

struct ShinglesAndResidue {
  std::span<const std::uint64_t> shingles;
  ResidueSet residue;
  static ShinglesAndResidue of(std::span<const std::uint64_t> row);  // REQUIRES a row that append_residue() ended
};

// Appends the residue to a row that holds the shingle set.
void append_residue(std::vector<std::uint64_t>& row, const ResidueSet& residue);

// Jaccard similarity of the shingle sets of two rows, where that and the similarity of the residues are at least
// `threshold`; otherwise -1. An empty row is similar to none.
double jaccard_with_residue_at_least(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b,
                                     double threshold);

// Estimated Jaccard similarity: the share of `permutations` in which a MinHash signature agrees with the sketch that an
// index holds (a signature of the same size and, behind it, nothing or a row that holds the residue alone). -1 where
// the sketch holds a residue whose similarity is below `threshold`.
double estimated_jaccard(std::span<const std::uint32_t> signature, std::span<const std::uint32_t> sketch,
                         std::size_t permutations, const ResidueSet& residue, double threshold);

}  // namespace dsprep::dedup

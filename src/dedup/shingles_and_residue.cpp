// A row: shingles, hashes, tokens, number of hashes.
#include "dedup/shingles_and_residue.h"

#include <algorithm>
#include <cassert>
#include <cstring>

#include "dedup/shingle_sets.h"

namespace dsprep::dedup {
namespace {

constexpr std::size_t trailer = 2;
constexpr std::uint64_t fewest_tokens = 32;  // of a text that may differ at all in its residue

std::size_t count_shared(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b) {
  std::size_t shared = 0;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const std::uint64_t x = a[i], y = b[j];
    shared += x == y;
    i += x <= y;
    j += y <= x;
  }
  return shared;
}

}  // namespace

double residue_similarity(const ResidueSet& a, const ResidueSet& b) {
  const std::size_t shared = count_shared(a.hashes, b.hashes), only_a = a.hashes.size() - shared,
                    only_b = b.hashes.size() - shared;
  if (only_a + only_b == 0) return 1;
  if (std::min(a.tokens, b.tokens) < fewest_tokens) return 0;
  const double both = static_cast<double>(a.tokens + b.tokens),
               apart = static_cast<double>(only_a + only_b + 2 * std::min(only_a, only_b));
  const double common = std::max(0.0, (both - apart) / 2);
  return common / (both - common);
}

ShinglesAndResidue ShinglesAndResidue::of(std::span<const std::uint64_t> row) {
  assert(row.size() >= trailer);
  const std::size_t hashes = row.back();
  const auto residue = row.subspan(row.size() - trailer - hashes, hashes);
  return {row.first(row.size() - trailer - hashes), {residue, row[row.size() - trailer]}};
}

void append_residue(std::vector<std::uint64_t>& row, const ResidueSet& residue) {
  row.insert(row.end(), residue.hashes.begin(), residue.hashes.end());
  row.push_back(residue.tokens);
  row.push_back(residue.hashes.size());
}

double jaccard_with_residue_at_least(std::span<const std::uint64_t> a, std::span<const std::uint64_t> b,
                                     double threshold) {
  if (a.empty() || b.empty()) return -1;
  const ShinglesAndResidue ours = ShinglesAndResidue::of(a), theirs = ShinglesAndResidue::of(b);
  const double similarity = jaccard_at_least(ours.shingles, theirs.shingles, threshold);
  return similarity < 0 || residue_similarity(ours.residue, theirs.residue) < threshold ? -1 : similarity;
}

double estimated_jaccard(std::span<const std::uint32_t> signature, std::span<const std::uint32_t> sketch,
                         std::size_t permutations, const ResidueSet& residue, double threshold) {
  if (sketch.size() < signature.size()) return -1;
  std::size_t same = 0;
  for (std::size_t i = 0; i < permutations; ++i) same += signature[i] == sketch[i];
  if (sketch.size() > signature.size()) {
    std::vector<std::uint64_t> row((sketch.size() - signature.size()) / 2);
    std::memcpy(row.data(), sketch.data() + signature.size(), row.size() * sizeof(std::uint64_t));
    if (residue_similarity(residue, ShinglesAndResidue::of(row).residue) < threshold) return -1;
  }
  return static_cast<double>(same) / static_cast<double>(permutations);
}

}  // namespace dsprep::dedup

#include "dedup/shingles_and_residue.h"

#include <cstring>

#include "dedup/shingle_sets.h"
#include "support/catch.h"

using namespace dsprep::spill;
using namespace dsprep::dedup;

namespace {

std::vector<std::uint64_t> row(std::vector<std::uint64_t> shingles, const std::vector<std::uint64_t>& hashes,
                               std::uint64_t tokens) {
  append_residue(shingles, {hashes, tokens});
  return shingles;
}

}  // namespace

TEST_CASE("shingles and residue: a row is read as it was made") {
  const auto made = row({1, 2, 3}, {7, 9}, 12);
  const ShinglesAndResidue set = ShinglesAndResidue::of(made);
  CHECK(std::vector<std::uint64_t>(set.shingles.begin(), set.shingles.end()) == std::vector<std::uint64_t>{1, 2, 3});
  CHECK(std::vector<std::uint64_t>(set.residue.hashes.begin(), set.residue.hashes.end()) ==
        std::vector<std::uint64_t>{7, 9});
  CHECK(set.residue.tokens == 12);
  const auto nothing = row({4}, {}, 0);
  CHECK(ShinglesAndResidue::of(nothing).shingles.size() == 1);
}

TEST_CASE(
    "shingles and residue: what one has and the other has not are tokens that they do not share, and count twice where "
    "they "
    "are exchanged") {
  const std::vector<std::uint64_t> a = {1, 2, 3}, b = {3, 4, 5}, c = {3}, none;
  CHECK(residue_similarity({a, 7}, {a, 7}) == 1);
  CHECK(residue_similarity({none, 0}, {none, 0}) == 1);
  CHECK(residue_similarity({a, 40}, {b, 40}) == 36.0 / 44);  // two for two
  CHECK(residue_similarity({a, 42}, {c, 40}) == 40.0 / 42);  // two more
  CHECK(residue_similarity({a, 31}, {b, 40}) == 0);          // too short to differ
  CHECK(residue_similarity({a, 3}, {none, 0}) == 0);
}

TEST_CASE("shingles and residue: both likenesses must reach the threshold, the shingles' is told") {
  const auto a = row({1, 2, 3, 4}, {1}, 100), b = row({1, 2, 3, 5}, {2}, 100), c = row({1, 2, 3, 5}, {2}, 3);
  CHECK(jaccard_with_residue_at_least(a, b, 0.6) == 0.6);
  CHECK(jaccard_with_residue_at_least(a, b, 0.7) == -1);
  CHECK(jaccard_with_residue_at_least(row({1, 2, 3, 4}, {1}, 3), c, 0.6) == -1);
  CHECK(jaccard_with_residue_at_least(a, {}, 0.1) == -1);
}

TEST_CASE("shingles and residue: an estimate goes by the signature, and by the residue that an index holds") {
  const std::vector<std::uint32_t> ours = {1, 2, 3, 0}, other = {1, 2, 9, 0};
  const std::vector<std::uint64_t> a = {7}, b = {8};
  CHECK(estimated_jaccard(ours, ours, 3, {a, 5}, 0.8) == 1);
  CHECK(estimated_jaccard(ours, other, 3, {a, 5}, 0.8) == 2.0 / 3);
  CHECK(estimated_jaccard(ours, std::vector<std::uint32_t>{1, 2}, 3, {a, 5}, 0.8) == -1);
  for (const auto& [hashes, expected] : {std::pair{a, 1.0}, std::pair{b, -1.0}}) {
    const auto behind = row({}, hashes, 5);
    std::vector<std::uint32_t> held = ours;
    held.resize(4 + 2 * behind.size());
    std::memcpy(held.data() + 4, behind.data(), behind.size() * sizeof(std::uint64_t));
    CHECK(estimated_jaccard(ours, held, 3, {a, 5}, 0.8) == expected);
  }
}

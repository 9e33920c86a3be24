#include "dedup/union_find.h"

#include <cstdint>
#include <vector>

#include "base/rng.h"
#include "support/catch.h"

namespace dsprep {
namespace {

TEST_CASE("components have their smallest member as root, whatever the order of the edges") {
  base::Rng rng(1);
  for (int round = 0; round < 100; ++round) {
    const std::uint64_t n = 1 + rng.below(60);
    std::vector<std::pair<std::uint64_t, std::uint64_t>> edges;
    for (std::uint64_t i = rng.below(60); i > 0; --i) edges.emplace_back(rng.below(n), rng.below(n));
    // The slow twin: labels spread along edges until nothing changes.
    std::vector<std::uint64_t> label(n);
    for (std::uint64_t i = 0; i < n; ++i) label[i] = i;
    for (bool changed = true; changed;) {
      changed = false;
      for (const auto& [a, b] : edges) {
        const std::uint64_t low = std::min(label[a], label[b]);
        changed |= label[a] != low || label[b] != low;
        label[a] = label[b] = low;
      }
    }
    rng.shuffle(edges);
    dedup::UnionFind components(n);
    std::uint64_t merges = 0, roots = 0;
    for (const auto& [a, b] : edges) merges += components.unite(a, b);
    for (std::uint64_t i = 0; i < n; ++i) {
      REQUIRE(components.root(i) == label[i]);
      roots += components.root(i) == i;
    }
    REQUIRE(components.size() == n);
    REQUIRE(roots + merges == n);
  }
}

TEST_CASE("a chain of a million nodes, from the wrong end") {
  const std::uint64_t n = 1'000'000;
  dedup::UnionFind components(n);
  for (std::uint64_t i = n - 1; i > 0; --i) components.unite(i, i - 1);
  CHECK(components.root(n - 1) == 0);
}

}  // namespace
}  // namespace dsprep

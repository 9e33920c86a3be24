#include "dedup/components.h"

#include <vector>

#include "base/rng.h"
#include "support/catch.h"
#include "support/memory_files.h"

namespace dsprep {
namespace {

void compare(std::uint64_t n, const std::vector<std::pair<std::uint64_t, std::uint64_t>>& edges) {
  test::MemoryFiles files;
  spill::Workspace small(files, "small", 0), large(files, "large", 64u << 20);
  dedup::Components on_disk(small, n), in_memory(large, n);
  for (const auto& [a, b] : edges) {
    REQUIRE(on_disk.unite(a, b).ok());
    REQUIRE(in_memory.unite(a, b).ok());
  }
  REQUIRE(on_disk.settle().ok());
  REQUIRE(in_memory.settle().ok());
  if (n > 0) CHECK(on_disk.on_disk());
  CHECK_FALSE(in_memory.on_disk());
  for (std::uint64_t i = 0; i < n; ++i) REQUIRE(on_disk.root(i).value() == in_memory.root(i).value());
}

TEST_CASE("components: on disk as in memory") {
  base::Rng rng(2);
  for (int round = 0; round < 60; ++round) {
    const std::uint64_t n = 1 + rng.below(200);
    std::vector<std::pair<std::uint64_t, std::uint64_t>> edges;
    for (std::uint64_t i = rng.below(2 * n); i > 0; --i) edges.emplace_back(rng.below(n), rng.below(n));
    compare(n, edges);
  }
}

TEST_CASE("components: long paths, stars, loops, nothing") {
  compare(0, {});
  compare(3, {});
  compare(3, {{1, 1}, {2, 2}});
  std::vector<std::pair<std::uint64_t, std::uint64_t>> path, back, star;
  const std::uint64_t n = 3000;
  for (std::uint64_t i = 1; i < n; ++i) {
    path.emplace_back(i - 1, i);
    back.emplace_back(i * 7919 % n, (i - 1) * 7919 % n);  // a path in a scrambled order
    star.emplace_back(n - 1, i - 1);
  }
  compare(n, path);
  compare(n, back);
  compare(n, star);
}

}  // namespace
}  // namespace dsprep

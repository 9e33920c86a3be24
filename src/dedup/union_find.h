// Connected components of a graph on 0 … n-1, in memory (8 bytes a node). The root of a component is its smallest
// member, whatever the order of the edges.
#pragma once

#include <cstdint>
#include <vector>

namespace dsprep::dedup {

// Not thread-safe: root() shortens paths.
class UnionFind {
 public:
  explicit UnionFind(std::uint64_t n);
  std::uint64_t root(std::uint64_t x);           // REQUIRES x < size()
  bool unite(std::uint64_t a, std::uint64_t b);  // false where they were one already
  std::uint64_t size() const { return parent_.size(); }

 private:
  std::vector<std::uint64_t> parent_;
};

}  // namespace dsprep::dedup

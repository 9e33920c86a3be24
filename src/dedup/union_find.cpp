#include "dedup/union_find.h"

#include <numeric>
#include <utility>

namespace dsprep::dedup {

UnionFind::UnionFind(std::uint64_t n) : parent_(n) { std::iota(parent_.begin(), parent_.end(), std::uint64_t{0}); }

// Halves the path on the way up: with it, hanging the larger root below the smaller costs O(log n) amortized, without a
// rank beside each node (Tarjan and van Leeuwen 1984).
std::uint64_t UnionFind::root(std::uint64_t x) {
  while (parent_[x] != x) {
    parent_[x] = parent_[parent_[x]];
    x = parent_[x];
  }
  return x;
}

bool UnionFind::unite(std::uint64_t a, std::uint64_t b) {
  a = root(a);
  b = root(b);
  if (a == b) return false;
  if (a > b) std::swap(a, b);
  parent_[b] = a;
  return true;
}

}  // namespace dsprep::dedup

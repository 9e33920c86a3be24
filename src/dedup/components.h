// Components: connected components of a graph on 0 … n-1, in memory where it is small (8 bytes a node), else by sorting
// edges on disk. The root of a component is its smallest member, whichever way it was found.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "dedup/union_find.h"
#include "dsprep/result.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::dedup {

// Not thread-safe.
class Components {
 public:
  // In memory where that takes no more than a quarter of the budget.
  Components(spill::Workspace& workspace, std::uint64_t n);

  Status unite(std::uint64_t a, std::uint64_t b);  // REQUIRES a, b < n, before settle()
  Status settle();                                 // no more edges
  // REQUIRES settle(), and x no smaller than in the call before.
  Result<std::uint64_t> root(std::uint64_t x);
  bool on_disk() const { return !memory_; }

 private:
  Status large_star();
  Status small_star(bool& changed);
  Status has_paths(bool& paths);

  spill::Workspace& workspace_;
  spill::MemoryReservation held_;
  std::optional<UnionFind> memory_;
  spill::Sorter edges_;  // then (node, root), for nodes that are not their own
  std::unique_ptr<spill::SortedReader> roots_;
  std::uint64_t at_ = 0, root_of_at_ = 0;  // what roots_ gave last
  bool more_ = false;
};

}  // namespace dsprep::dedup

// On disk: rounds of two steps over the edges until nothing changes, each a sort and a scan (large-star and small-star;
// Kiveris et al. 2014, "Connected Components in MapReduce and Beyond"). A node looks at its neighbours and itself for
// the smallest, m. In the large-star step it links those neighbours that are larger than it to m; in the small-star
// step it links those that are smaller, and itself. Both keep components whole; when neither changes anything, every
// node hangs on the smallest of its component. The number of rounds is about the logarithm of the longest path.
#include "dedup/components.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

namespace dsprep::dedup {
namespace {

Status add_edge(spill::Sorter& edges, std::uint64_t a, std::uint64_t b, std::string& scratch) {
  scratch.clear();
  spill::append_be64(scratch, a);
  spill::append_be64(scratch, b);
  return edges.add(scratch);
}

// Every edge of a sorted reader.
template <class Visit>
Status for_edges(spill::SortedReader& reader, Visit visit) {
  for (std::string_view edge;;) {
    DSPREP_TRY(const bool more, reader.next(edge));
    if (!more) return {};
    DSPREP_CHECK(visit(spill::read_be64(edge), spill::read_be64(edge.substr(8))));
  }
}

constexpr std::uint64_t none = ~std::uint64_t{0};

}  // namespace

Components::Components(spill::Workspace& workspace, std::uint64_t n)
    : workspace_(workspace), held_(workspace), edges_(workspace) {
  if (n > workspace.memory_budget() / 4 / sizeof(std::uint64_t)) return;
  held_.add(n * sizeof(std::uint64_t));
  memory_.emplace(n);
}

Status Components::unite(std::uint64_t a, std::uint64_t b) {
  if (memory_) {
    memory_->unite(a, b);
    return {};
  }
  if (a == b) return {};
  std::string scratch;
  return add_edge(edges_, std::max(a, b), std::min(a, b), scratch);
}

// edges_ holds each edge once, larger node first.
Status Components::settle() {
  if (memory_) return {};
  for (bool changed = true; changed;) {
    changed = false;
    DSPREP_CHECK(large_star());
    DSPREP_CHECK(small_star(changed));
    if (!changed) DSPREP_CHECK(has_paths(changed));
  }
  DSPREP_TRY(roots_, edges_.sorted());
  more_ = true;
  return {};
}

Status Components::large_star() {
  std::string scratch;
  spill::Sorter arcs(workspace_);  // each edge from both ends
  {
    DSPREP_TRY(const auto reader, edges_.sorted());
    const auto both_ways = [&](std::uint64_t a, std::uint64_t b) -> Status {
      DSPREP_CHECK(add_edge(arcs, a, b, scratch));
      return add_edge(arcs, b, a, scratch);
    };
    DSPREP_CHECK(for_edges(*reader, both_ways));
  }
  DSPREP_TRY(const auto reader, arcs.sorted());
  std::uint64_t node = none, least = none;
  return for_edges(*reader, [&](std::uint64_t from, std::uint64_t to) -> Status {
    if (from != node) {  // neighbours come ascending: the first is the smallest
      node = from;
      least = std::min(from, to);
    }
    return to > node ? add_edge(edges_, to, least, scratch) : Status();
  });
}

Status Components::small_star(bool& changed) {
  std::string scratch;
  DSPREP_TRY(const auto reader, edges_.sorted());
  std::uint64_t node = none, least = none, last = none;
  return for_edges(*reader, [&](std::uint64_t from, std::uint64_t to) -> Status {
    if (from != node) {
      node = from;
      least = last = to;
      return add_edge(edges_, from, to, scratch);
    }
    if (to == last) return {};
    last = to;
    changed = true;
    return add_edge(edges_, to, least, scratch);
  });
}

// Where each node has one smaller neighbour: does that one have one, too?
Status Components::has_paths(bool& paths) {
  std::string scratch;
  spill::Sorter marks(workspace_), same(workspace_);  // (node, 0): it hangs on another; (node, 1): another hangs on it
  {
    DSPREP_TRY(const auto reader, edges_.sorted());
    const auto mark = [&](std::uint64_t a, std::uint64_t b) -> Status {
      DSPREP_CHECK(add_edge(same, a, b, scratch));
      DSPREP_CHECK(add_edge(marks, a, 0, scratch));
      return add_edge(marks, b, 1, scratch);
    };
    DSPREP_CHECK(for_edges(*reader, mark));
  }
  edges_ = std::move(same);
  DSPREP_TRY(const auto reader, marks.sorted());
  std::uint64_t hangs = none;
  return for_edges(*reader, [&](std::uint64_t node, std::uint64_t what) -> Status {
    if (what == 0) hangs = node;
    else paths |= node == hangs;
    return {};
  });
}

Result<std::uint64_t> Components::root(std::uint64_t x) {
  if (memory_) return memory_->root(x);
  while (more_ && at_ < x) {
    std::string_view edge;
    DSPREP_TRY(more_, roots_->next(edge));
    if (!more_) break;
    at_ = spill::read_be64(edge);
    root_of_at_ = spill::read_be64(edge.substr(8));
  }
  return more_ && at_ == x && root_of_at_ < x ? root_of_at_ : x;
}

}  // namespace dsprep::dedup

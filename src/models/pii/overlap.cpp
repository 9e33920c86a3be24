#include "models/pii/overlap.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <set>
#include <tuple>

#include "models/pii/kinds.h"

namespace dsprep::models::pii {
namespace {

bool wins(const Found& a, const Found& b) {
  const auto rank = [](const Found& f) { return std::tuple(!f.checked, ~(f.end - f.begin), f.kind, f.own, f.begin); };
  return rank(a) < rank(b);
}

// Of spans that hang together, those that stay, appended. Rarely more than three, so that sets cost nothing.
void resolve(std::vector<Found>& cluster, std::vector<Found>& out) {
  std::sort(cluster.begin(), cluster.end(), wins);
  const auto before = [](const Found& a, const Found& b) { return a.begin < b.begin; };
  std::set<Found, decltype(before)> kept(before);
  for (const Found& f : cluster) {
    const auto next = kept.lower_bound(f);
    if (next != kept.end() && next->begin < f.end) continue;
    if (next != kept.begin() && std::prev(next)->end > f.begin) continue;
    kept.insert(f);
  }
  out.insert(out.end(), kept.begin(), kept.end());
}

}  // namespace

void resolve_overlaps(std::vector<Found>& found) {
  if (found.size() < 2) return;
  std::sort(found.begin(), found.end(),
            [](const Found& a, const Found& b) { return a.begin != b.begin ? a.begin < b.begin : wins(a, b); });
  const bool apart = std::adjacent_find(found.begin(), found.end(),
                                        [](const Found& a, const Found& b) { return b.begin < a.end; }) == found.end();
  if (apart) return;
  std::vector<Found> out, cluster;
  std::uint32_t end = 0;
  for (const Found& f : found) {
    if (!cluster.empty() && f.begin >= end) {
      resolve(cluster, out);
      cluster.clear();
    }
    end = cluster.empty() ? f.end : std::max(end, f.end);
    cluster.push_back(f);
  }
  resolve(cluster, out);
  found = std::move(out);
}

}  // namespace dsprep::models::pii

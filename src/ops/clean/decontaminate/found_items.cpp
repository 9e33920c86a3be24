#include "ops/clean/decontaminate/found_items.h"

#include <algorithm>

namespace dsprep::ops::decontaminate {

using By = ItemMatch::By;

bool stronger(const FoundItem& a, const FoundItem& b) {
  if (a.by != b.by) return a.by < b.by;
  if (a.score != b.score) return a.score > b.score;
  return a.element != b.element ? a.element < b.element : a.begin < b.begin;
}

const std::map<std::uint32_t, FoundItem>& FoundItems::of(std::span<const ItemHit> hits) {
  found_.clear();
  ngrams_.clear();
  for (const ItemHit& hit : hits)
    if (hit.by == By::ngram)
      for (const std::uint32_t piece : index_.pieces_of(hit.key)) ngrams_[piece].insert(hit.key);
  for (ItemHit hit : hits) {
    if (hit.by != By::ngram) {
      add(hit.key, hit);
      continue;
    }
    for (const std::uint32_t piece : index_.pieces_of(hit.key)) {
      const double share = static_cast<double>(ngrams_[piece].size()) / index_.pieces()[piece].ngrams;
      if (share < min_share_) continue;
      hit.score = static_cast<std::uint32_t>(share * 1000 + 0.5);
      add(piece, hit);
    }
  }
  return found_;
}

void FoundItems::add(std::uint32_t piece, const ItemHit& hit) {
  const std::uint32_t item = index_.pieces()[piece].item;
  const FoundItem here{item, hit.by, hit.element, hit.begin, hit.end, hit.score};
  FoundItem& best = found_.try_emplace(item, here).first->second;
  if (best.by == hit.by && best.element == hit.element && hit.begin <= best.end && hit.begin >= best.begin) {
    best.end = std::max(best.end, hit.end);
    best.score = std::max(best.score, hit.score);
  } else if (hit.by < best.by || (hit.by == best.by && hit.score > best.score)) {
    best = here;
  }
}

}  // namespace dsprep::ops::decontaminate

// FoundItems: from all that an ItemIndex finds in one record to what the record is told: each item once, by its
// strongest evidence.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <vector>

#include "ops/clean/decontaminate/item_index.h"

namespace dsprep::ops::decontaminate {

// An ItemMatch within a record.
struct ItemHit {
  ItemMatch::By by;
  std::uint32_t element, key, begin, end;  // of the field; as the match has them
  std::uint32_t score;                     // in thousandths
};

struct FoundItem {
  std::uint32_t item;
  ItemMatch::By by;
  std::uint32_t element, begin, end;  // the stretch of text where the evidence stands
  std::uint32_t score;                // in thousandths; of n-grams: the share of the text's that stand in the record
  bool operator==(const FoundItem&) const = default;
};

// Is the evidence for `a` stronger than that for `b`? Where it is as strong: does it stand before it?
bool stronger(const FoundItem& a, const FoundItem& b);

// Not thread-safe.
class FoundItems {
 public:
  // An n-gram counts where at least `min_share` of its text's different ones stand in the record.
  FoundItems(const ItemIndex& index, double min_share) : index_(index), min_share_(min_share) {}

  // By item; valid until the next call. Ties go to the first place, and stretches side by side are one. REQUIRES hits
  // in the order of evidence, element, place.
  const std::map<std::uint32_t, FoundItem>& of(std::span<const ItemHit> hits);

 private:
  void add(std::uint32_t piece, const ItemHit& hit);

  const ItemIndex& index_;
  const double min_share_;
  std::map<std::uint32_t, FoundItem> found_;
  std::map<std::uint32_t, std::set<std::uint32_t>> ngrams_;  // of the record, by piece
};

}  // namespace dsprep::ops::decontaminate

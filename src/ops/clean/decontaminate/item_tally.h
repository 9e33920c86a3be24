// ItemTally: in how many records each known item was found, by what, and where first; and the report that tells it.
#pragma once

#include <cstdint>
#include <map>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/record.h"
#include "ops/clean/decontaminate/found_items.h"
#include "ops/clean/decontaminate/item_index.h"
#include "ops/clean/decontaminate/known_items.h"

namespace dsprep::ops::decontaminate {

std::string_view name_of(ItemMatch::By by);  // as reports and records have it: "whole", "ngram", "near"

// Not thread-safe.
class ItemTally {
 public:
  explicit ItemTally(const KnownItems& known)
      : known_(known), items_(known.items().size()), records_of_set_(known.sets().size()) {}

  // One record's. REQUIRES records in the order of RecordId.
  void add(const RecordId& record, const std::map<std::uint32_t, FoundItem>& found);

  // Of `records` in all: how many hold an item; the sets; the items in the most records. `set_aside`: hits that say
  // nothing.
  void report(std::uint64_t records, std::uint64_t set_aside, Decider& decider) const;

 private:
  struct Place {
    std::uint64_t records = 0;
    ItemMatch::By by = ItemMatch::By::near;  // the strongest evidence of all records
    RecordId first;
  };
  Finding sets() const;
  Finding most_found(const Decider& decider) const;

  const KnownItems& known_;
  std::vector<Place> items_;
  std::vector<std::uint64_t> records_of_set_;
  std::uint64_t records_ = 0;  // with any item
};

}  // namespace dsprep::ops::decontaminate

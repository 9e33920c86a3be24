// KnownItems: all that is looked for: the items of evaluation sets, by set, and the index that finds their texts.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dsprep/record.h"
#include "ops/clean/decontaminate/item_index.h"

namespace dsprep::ops::decontaminate {

// Filled set by set; then immutable, and thread-safe.
class KnownItems {
 public:
  struct Item {
    std::uint32_t set;
    RecordId id;  // where it stands in its set
    std::string name;
  };
  struct Set {
    std::string name;
    // Texts that are too short to be looked for; texts that an item before has.
    std::uint64_t items = 0, texts = 0, too_short = 0, repeated = 0;
  };

  explicit KnownItems(const ItemOptions& options) : index_(options) {}
  void start_set(std::string name) { sets_.push_back({std::move(name)}); }
  void add(const RecordId& id, std::string name, std::span<const std::string> texts);  // to the set started last
  void finish() { index_.finish(); }  // once, before anything is looked for

  const std::vector<Set>& sets() const { return sets_; }
  const std::vector<Item>& items() const { return items_; }
  const ItemIndex& index() const { return index_; }  // its items are numbers in items()

 private:
  std::vector<Set> sets_;
  std::vector<Item> items_;
  ItemIndex index_;
};

}  // namespace dsprep::ops::decontaminate

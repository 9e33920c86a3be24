// UnitCounts: what one unit holds, while its rows go by: how many records of which labels, by the part that a ledger
// gives them.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "split/balance.h"
#include "split/unit_row.h"

namespace dsprep::split {

// Not thread-safe. Kept from unit to unit: nothing is allocated for each.
class UnitCounts {
 public:
  struct Slot {
    std::uint8_t frozen = Frozen::none;
    std::uint64_t records = 0;
    std::vector<LabelCount> labels;  // ascending
  };

  void clear() {
    used_ = 0;
    records_ = 0;
  }
  void add(std::uint8_t frozen, const std::vector<std::uint32_t>& labels) {
    Slot& slot = slot_of(frozen);
    ++slot.records;
    ++records_;
    for (const std::uint32_t label : labels) count(slot.labels, label);
  }

  std::uint64_t records() const { return records_; }
  std::size_t slots() const { return used_; }
  const Slot& slot(std::size_t i) const { return slots_[i]; }

 private:
  Slot& slot_of(std::uint8_t frozen) {
    for (std::size_t i = 0; i < used_; ++i)
      if (slots_[i].frozen == frozen) return slots_[i];
    if (used_ == slots_.size()) slots_.emplace_back();
    Slot& slot = slots_[used_++];
    slot.frozen = frozen;
    slot.records = 0;
    slot.labels.clear();
    return slot;
  }

  static void count(std::vector<LabelCount>& counts, std::uint32_t label) {
    const auto at = std::lower_bound(counts.begin(), counts.end(), label,
                                     [](const LabelCount& a, std::uint32_t b) { return a.label < b; });
    if (at != counts.end() && at->label == label) ++at->records;
    else counts.insert(at, {label, 1});
  }

  std::vector<Slot> slots_;
  std::size_t used_ = 0;
  std::uint64_t records_ = 0;
};

}  // namespace dsprep::split

#include "ops/split/time/slots.h"

#include <algorithm>
#include <utility>

namespace dsprep::ops::time {

Routes::Routes(std::vector<Slot> slots) : slots_(std::move(slots)) {
  for (const Slot& slot : slots_) {
    borders_.push_back(slot.begin);
    borders_.push_back(slot.end);
  }
  std::sort(borders_.begin(), borders_.end());
  borders_.erase(std::unique(borders_.begin(), borders_.end()), borders_.end());
  for (std::size_t i = 0; i <= borders_.size(); ++i) {
    Stretch& stretch = stretches_.emplace_back();
    std::vector<const Slot*> here;
    if (i > 0 && i < borders_.size())
      for (const Slot& slot : slots_)
        if (slot.begin < borders_[i] && borders_[i] <= slot.end) here.push_back(&slot);
    for (const Slot* slot : here)
      if (slot->purge) stretch.purges.push_back(*slot->purge);
    std::sort(stretch.purges.begin(), stretch.purges.end());
    stretch.purges.erase(std::unique(stretch.purges.begin(), stretch.purges.end()), stretch.purges.end());
    for (std::size_t reached = 0; reached <= stretch.purges.size(); ++reached) {
      Set set{parts_.size(), 0, 0};
      for (const Slot* slot : here) {
        if (slot->purge && reached > 0 && *slot->purge <= stretch.purges[reached - 1]) ++set.purged;
        else parts_.push_back(slot->part);
      }
      set.count = parts_.size() - set.first;
      stretch.sets.push_back(set);
    }
  }
}

Routes::Found Routes::find(const base::Moment& date, const base::Moment& outcome) const {
  const auto at = std::upper_bound(borders_.begin(), borders_.end(), date) - borders_.begin();
  const Stretch& stretch = stretches_[static_cast<std::size_t>(at)];
  const auto reached = std::upper_bound(stretch.purges.begin(), stretch.purges.end(), outcome) - stretch.purges.begin();
  const Set& set = stretch.sets[static_cast<std::size_t>(reached)];
  return {std::span<const PartId>(parts_.data() + set.first, set.count), set.purged};
}

}  // namespace dsprep::ops::time

#include "text/interner.h"

#include <algorithm>

namespace dsprep::text {

void Interner::clear() {
  constexpr std::size_t kept = std::size_t{1} << 18;
  if (slots_.size() > kept) {
    slots_ = std::vector<std::uint32_t>(first_slots, empty);
    std::vector<Entry>().swap(entries_);
  } else if (entries_.size() * 8 < slots_.size()) {
    for (const Entry& entry : entries_) {  // fewer stores than there are slots; the order does not matter
      for (std::size_t at = entry.hash & mask_; slots_[at] != empty; at = (at + 1) & mask_) slots_[at] = empty;
    }
  } else {
    std::fill(slots_.begin(), slots_.end(), empty);
  }
  mask_ = slots_.size() - 1;
  entries_.clear();
}

std::uint32_t Interner::add(std::string_view text, std::uint64_t hash, std::size_t at) {
  const std::uint32_t number = size();
  slots_[at] = number;
  entries_.push_back({hash, text});
  if (entries_.size() * 2 > slots_.size()) {
    slots_.assign(slots_.size() * 2, empty);
    mask_ = slots_.size() - 1;
    for (std::uint32_t i = 0; i < entries_.size(); ++i) {
      std::size_t free = entries_[i].hash & mask_;
      while (slots_[free] != empty) free = (free + 1) & mask_;
      slots_[free] = i;
    }
  }
  return number;
}

}  // namespace dsprep::text

#include "ops/clean/decontaminate/known_items.h"

#include <utility>

namespace dsprep::ops::decontaminate {

void KnownItems::add(const RecordId& id, std::string name, std::span<const std::string> texts) {
  Set& set = sets_.back();
  ++set.items;
  set.texts += texts.size();
  const auto number = static_cast<std::uint32_t>(items_.size());
  items_.push_back({static_cast<std::uint32_t>(sets_.size() - 1), id, std::move(name)});
  for (const std::string& text : texts) {
    const ItemIndex::Added added = index_.add(number, text);
    set.too_short += added == ItemIndex::Added::too_short;
    set.repeated += added == ItemIndex::Added::known;
  }
}

}  // namespace dsprep::ops::decontaminate

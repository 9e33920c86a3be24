#include <cstdint>
#include <iterator>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "spill/sketches.h"
#include "spill/wire.h"

namespace dsprep::spill {

bool BottomK::would_take(std::uint64_t hash) const {
  return k_ > 0 && (items_.size() < k_ || hash <= items_.rbegin()->first);
}

void BottomK::add(std::uint64_t hash, std::string_view item) {
  if (!would_take(hash)) return;
  items_.emplace(hash, item);
  if (items_.size() > k_) items_.erase(std::prev(items_.end()));
}

void BottomK::merge(const BottomK& other) {
  for (const auto& [hash, item] : other.items_) {
    if (!would_take(hash)) break;  // theirs come by hash: none behind it will be taken either
    add(hash, item);
  }
}

std::vector<std::string> BottomK::items() const {
  std::vector<std::string> items;
  items.reserve(items_.size());
  for (const auto& entry : items_) items.push_back(entry.second);
  return items;
}

Status BottomK::save(ByteSink& sink) const {
  DSPREP_CHECK(put_u64(sink, items_.size()));
  for (const auto& [hash, item] : items_) {
    DSPREP_CHECK(put_u64(sink, hash));
    DSPREP_CHECK(put_text(sink, item));
  }
  return {};
}

Status BottomK::load(ByteSource& source) {
  DSPREP_TRY(const std::uint64_t size, get_u64(source));
  if (size > k_)
    return failure("saved state is damaged: a sample of " + std::to_string(size) + " items, not " + std::to_string(k_));
  for (std::uint64_t i = 0; i < size; ++i) {
    DSPREP_TRY(const std::uint64_t hash, get_u64(source));
    DSPREP_TRY(std::string item, get_text(source));
    items_.emplace(hash, std::move(item));
  }
  return {};
}

}  // namespace dsprep::spill

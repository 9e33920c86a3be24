#include "tokenizers/bpe_merger.h"

#include <algorithm>
#include <cstddef>
#include <cstring>
#include <functional>

namespace dsprep::tokenizers {

void BpeMerger::merge(std::vector<std::uint32_t>& parts) {
  if (parts.size() < 2) return;
  if (parts.size() <= longest_scan) merge_short(parts);
  else merge_long(parts);
}

void BpeMerger::merge_short(std::vector<std::uint32_t>& parts) {
  std::uint32_t* const id = parts.data();
  std::size_t size = parts.size();
  ranks_.resize(longest_scan);
  made_.resize(longest_scan);
  std::int32_t* const ranks = ranks_.data();
  std::uint32_t* const made = made_.data();
  const auto look = [&](std::size_t at) {
    const Merge merge = pairs_.find(id[at], id[at + 1]);
    ranks[at] = static_cast<std::int32_t>(merge.rank);
    made[at] = merge.id;
  };
  for (std::size_t i = 0; i + 1 < size; ++i) look(i);
  while (size > 1) {
    std::int32_t least = ranks[0];
    for (std::size_t i = 1; i < size - 1; ++i) least = std::min(least, ranks[i]);
    if (least == static_cast<std::int32_t>(Merge::none)) break;
    std::size_t best = 0;
    while (ranks[best] != least) ++best;
    id[best] = made[best];
    const std::size_t behind = size - best - 2;  // parts behind the pair
    std::memmove(id + best + 1, id + best + 2, behind * sizeof *id);
    --size;
    if (behind > 0) {
      std::memmove(ranks + best + 1, ranks + best + 2, (behind - 1) * sizeof *ranks);
      std::memmove(made + best + 1, made + best + 2, (behind - 1) * sizeof *made);
      look(best);
    }
    if (best > 0) look(best - 1);
  }
  parts.resize(size);
}

void BpeMerger::merge_long(std::vector<std::uint32_t>& parts) {
  constexpr std::uint32_t none = UINT32_MAX;
  const auto size = static_cast<std::uint32_t>(parts.size());
  symbols_.resize(size);
  heap_.clear();
  const auto look = [&](std::uint32_t at) {
    Symbol& symbol = symbols_[at];
    symbol.rank = none;
    if (symbol.after == none) return;
    const Merge merge = pairs_.find(symbol.id, symbols_[symbol.after].id);
    symbol.rank = merge.rank == Merge::none ? none : merge.rank;
    symbol.made = merge.id;
  };
  const auto push = [&](std::uint32_t at) {
    look(at);
    if (symbols_[at].rank == none) return;
    heap_.push_back(std::uint64_t{symbols_[at].rank} << 32 | at);
    std::push_heap(heap_.begin(), heap_.end(), std::greater<>());
  };
  for (std::uint32_t i = 0; i < size; ++i)
    symbols_[i] = {parts[i], i == 0 ? none : i - 1, i + 1 == size ? none : i + 1, 0, none};
  for (std::uint32_t i = 0; i + 1 < size; ++i) {
    look(i);
    if (symbols_[i].rank != none) heap_.push_back(std::uint64_t{symbols_[i].rank} << 32 | i);
  }
  std::make_heap(heap_.begin(), heap_.end(), std::greater<>());
  constexpr std::uint32_t gone = none - 1;  // as `before` of a symbol that was joined to the one in front
  while (!heap_.empty()) {
    std::pop_heap(heap_.begin(), heap_.end(), std::greater<>());
    const auto at = static_cast<std::uint32_t>(heap_.back());
    const auto rank = static_cast<std::uint32_t>(heap_.back() >> 32);
    heap_.pop_back();
    Symbol& symbol = symbols_[at];
    if (symbol.before == gone || symbol.rank != rank) continue;  // out of date
    symbol.id = symbol.made;
    Symbol& joined = symbols_[symbol.after];
    symbol.after = joined.after;
    joined.before = gone;
    if (symbol.after != none) symbols_[symbol.after].before = at;
    push(at);
    if (symbol.before != none) push(symbol.before);
  }
  parts.clear();
  for (std::uint32_t i = 0; i != none; i = symbols_[i].after) parts.push_back(symbols_[i].id);
}

}  // namespace dsprep::tokenizers

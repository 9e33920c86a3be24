#include "ops/clean/gopher_repetition/ngram_groups.h"

#include <utility>

#include "ops/clean/gopher_repetition/forget_giant.h"

namespace dsprep::ops::gopher_repetition {
namespace {

// More candidates than this are numbered in several rounds, each for its part of the keys, so that the table of keys
// stays far smaller than the text.
constexpr std::size_t most_at_once = std::size_t{1} << 20;

constexpr std::size_t most_kept = std::size_t{1} << 20;

}  // namespace

void NgramGroups::start(std::span<const std::uint32_t> ids, std::uint32_t distinct) {
  forget_giant(group_, most_kept);
  forget_giant(next_group_, most_kept);
  forget_giant(repeated_, most_kept);
  forget_giant(candidates_, most_kept);
  forget_giant(order_, most_kept);
  forget_giant(groups_, most_kept);
  ids_ = ids;
  n_ = 1;
  groups_.assign(distinct, {0, 0});
  for (std::size_t i = ids.size(); i-- > 0;) {
    Group& group = groups_[ids[i]];
    ++group.count;
    group.first = static_cast<std::uint32_t>(i);
  }
  group_.resize(ids.size() + 1);
  group_.back() = single;  // one more: there is always a position behind
  repeated_.resize(ids.size());
  std::size_t kept = 0;  // without a branch: half of the words come again, nobody can guess which
  for (std::size_t i = 0; i < ids.size(); ++i) {
    const bool again = groups_[ids[i]].count > 1;
    group_[i] = again ? ids[i] : single;
    repeated_[kept] = static_cast<std::uint32_t>(i);
    kept += again;
  }
  repeated_.resize(kept);
}

// Once through the candidates however many rounds there are; each round's stay ascending, so that the first is the
// first.
void NgramGroups::order_by_round(std::size_t rounds) {
  const auto round_of = [&](std::uint32_t i) { return (group_[i] * 31 + group_[i + 1]) % rounds; };
  ends_.assign(rounds, 0);
  for (const std::uint32_t i : candidates_) ++ends_[round_of(i)];
  std::size_t begin = 0;
  for (std::size_t& end : ends_) begin += std::exchange(end, begin);  // beginnings, until they are filled
  order_.resize(candidates_.size());
  for (std::size_t k = 0; k < candidates_.size(); ++k)
    order_[ends_[round_of(candidates_[k])]++] = static_cast<std::uint32_t>(k);
}

void NgramGroups::next() {
  ++n_;
  candidates_.resize(repeated_.size());
  std::size_t kept = 0;
  for (const std::uint32_t i : repeated_) {
    candidates_[kept] = i;
    kept += group_[i + 1] != single;
  }
  candidates_.resize(kept);
  groups_.clear();
  next_group_.resize(candidates_.size());
  const auto number = [&](std::size_t k) {
    const std::uint32_t i = candidates_[k];
    const std::uint64_t key = std::uint64_t{group_[i]} << 32 | group_[i + 1];
    const std::uint32_t found = numbers_.find_or_add(key, static_cast<std::uint32_t>(groups_.size()));
    if (found == groups_.size()) groups_.push_back({0, i});
    ++groups_[found].count;
    next_group_[k] = found;
  };
  numbers_.clear();
  if (const std::size_t rounds = 1 + candidates_.size() / most_at_once; rounds == 1) {
    for (std::size_t k = 0; k < candidates_.size(); ++k) number(k);
  } else {
    order_by_round(rounds);
    std::size_t at = 0;
    for (const std::size_t end : ends_) {
      numbers_.clear();
      for (; at < end; ++at) number(order_[at]);
    }
  }
  for (const std::uint32_t i : repeated_) group_[i] = single;
  kept = 0;
  for (std::size_t k = 0; k < candidates_.size(); ++k) {
    const bool again = groups_[next_group_[k]].count > 1;
    if (again) group_[candidates_[k]] = next_group_[k];
    repeated_[kept] = candidates_[k];
    kept += again;
  }
  repeated_.resize(kept);
}

}  // namespace dsprep::ops::gopher_repetition

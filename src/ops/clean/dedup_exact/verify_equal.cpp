#include "ops/clean/dedup_exact/verify_equal.h"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace dsprep::ops::dedup_exact {

Result<std::shared_ptr<const spill::SortedTable>> equal_places(spill::Workspace& workspace,
                                                               dedup::Candidates& candidates) {
  constexpr std::size_t id_size = 16;
  spill::Sorter again(workspace), by_rank(workspace), by_id(workspace);
  std::string row;
  {
    DSPREP_TRY(const auto follows, candidates.follows.sorted());
    std::string leader;
    for (std::string_view follow;;) {
      DSPREP_TRY(const bool more, follows->next(follow));
      if (!more) break;
      DSPREP_CHECK(again.add(follow));
      if (follow.substr(0, dedup::rank_size) != leader) {
        leader.assign(follow.substr(0, dedup::rank_size));
        DSPREP_CHECK(by_rank.add(leader + leader));
      }
      row.assign(follow.substr(dedup::rank_size));
      row += leader;
      DSPREP_CHECK(by_rank.add(row));
    }
  }
  candidates.follows = std::move(again);
  {
    spill::SortedTable::Cursor meta(candidates.meta);
    DSPREP_TRY(const auto ranks, by_rank.sorted());
    for (std::string_view member;;) {
      DSPREP_TRY(const bool more, ranks->next(member));
      if (!more) break;
      DSPREP_TRY(const auto known, meta.find(member.substr(0, dedup::rank_size)));
      row.assign(known->substr(0, id_size));
      row += member.substr(dedup::rank_size);
      row += member.substr(0, dedup::rank_size);
      DSPREP_CHECK(by_id.add(row));
    }
  }
  spill::SortedTable::Builder table(workspace, id_size);
  DSPREP_TRY(const auto ids, by_id.sorted());
  for (std::string_view place;;) {
    DSPREP_TRY(const bool more, ids->next(place));
    if (!more) return table.finish();
    DSPREP_CHECK(table.add(place.substr(0, id_size), place.substr(id_size)));
  }
}

Result<std::uint64_t> verify_equal(spill::Workspace& workspace, spill::SortedReader& contents,
                                   dedup::Candidates& candidates) {
  struct First {
    std::string rank, content;
  };
  spill::Sorter follows(workspace);
  std::vector<First> firsts;  // of the group at hand: one, unless hashes collide
  std::string leader;
  std::uint64_t told_apart = 0;
  for (std::string_view entry;;) {
    DSPREP_TRY(const bool more, contents.next(entry));
    if (!more) break;
    const std::string_view rank = entry.substr(dedup::rank_size, dedup::rank_size),
                           content = entry.substr(2 * dedup::rank_size);
    if (entry.substr(0, dedup::rank_size) != leader) {
      leader.assign(entry.substr(0, dedup::rank_size));
      firsts.clear();
    }
    const First* like = nullptr;
    for (const First& first : firsts)
      if (first.content == content) like = &first;
    told_apart += !firsts.empty() && like != &firsts.front();
    if (like) DSPREP_CHECK(follows.add(like->rank + std::string(rank)));
    else firsts.push_back({std::string(rank), std::string(content)});
  }
  candidates.followers = follows.records();
  candidates.follows = std::move(follows);
  return told_apart;
}

}  // namespace dsprep::ops::dedup_exact

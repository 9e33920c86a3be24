#include "split/near_clusters.h"

#include <optional>

#include "dedup/duplicate_row.h"
#include "spill/ordered_number.h"
#include "spill/scan.h"
#include "spill/sorted_table.h"

namespace dsprep::split {

bool NearSigner::write(std::string& entry, const RecordId& id, std::string_view text) {
  if (text.empty()) return false;
  signature_.read(text);
  order_.clear();
  spill::append_ordered(order_, id);
  dedup::write_entry(entry, {order_, id, signature_.content(), signature_.bands(), {}});
  return true;
}

Result<spill::Sorter> near_clusters(spill::Workspace& workspace, dedup::Candidates& candidates,
                                    std::unique_ptr<spill::SortedReader> sets, const NearRules& rules, Decider& decider,
                                    dedup::ClusterStats& stats) {
  using dedup::rank_size;
  spill::Sorter matches(workspace), links(workspace);
  {
    dedup::ClusterRules how;
    how.kind = dedup::ClusterRules::Kind::components;
    how.threshold = rules.threshold;
    how.residue = rules.signature.residue;
    DSPREP_TRY(const auto groups, candidates.groups.sorted());
    DSPREP_CHECK(dedup::find_clusters(workspace, *groups, sets.get(), how, decider, matches, stats));
  }
  std::string row;
  // Both ends of a pair get the rank of the one that leads.
  const auto link = [&](std::string_view leader, std::string_view other) -> Status {
    for (const std::string_view end : {leader, other}) {
      row.assign(end);
      row += leader;
      DSPREP_CHECK(links.add(row));
    }
    return {};
  };
  DSPREP_CHECK(spill::scan(candidates.follows, decider, "joining equal texts", [&](std::string_view pair) {
    return link(pair.substr(0, rank_size), pair.substr(rank_size, rank_size));
  }));
  DSPREP_CHECK(spill::scan(matches, decider, "joining near-duplicates", [&](std::string_view match) {
    return link(match.substr(rank_size, rank_size), match.substr(0, rank_size));
  }));
  spill::Sorter clusters(workspace);
  spill::SortedTable::Cursor meta(candidates.meta);
  std::string last;
  DSPREP_CHECK(spill::scan(links, decider, "placing clusters", [&](std::string_view pair) -> Status {
    if (pair == last) return {};
    last.assign(pair);
    DSPREP_TRY(const auto known, meta.find(pair.substr(0, rank_size)));
    row.assign(known->substr(0, 16));
    spill::append_be64(row, spill::read_be40(pair.substr(rank_size)));
    return clusters.add(row);
  }));
  return clusters;
}

}  // namespace dsprep::split

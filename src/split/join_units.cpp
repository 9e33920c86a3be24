// Records are numbered in their order. A link is a hash that several may have, a key, a group, a cluster: records with
// the same one are united. A link that the ledger knows freezes them.
#include "split/join_units.h"

#include <optional>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "dedup/components.h"
#include "spill/ordered_number.h"
#include "spill/scan.h"
#include "split/unit_row.h"

namespace dsprep::split {
namespace {

constexpr std::size_t id_size = 16, link_size = 8;

class Joiner {
 public:
  Joiner(spill::Workspace& workspace, const Ledger* ledger, Decider& decider)
      : workspace_(workspace),
        ledger_(ledger),
        decider_(decider),
        numbered_(workspace),
        links_(workspace),
        frozen_(workspace) {}

  Result<spill::Sorter> join(spill::Sorter& rows, spill::Sorter& clusters, JoinStats& stats) {
    DSPREP_CHECK(number(rows, clusters));
    dedup::Components components(workspace_, numbered_.records());
    DSPREP_CHECK(unite(components, stats));
    DSPREP_CHECK(components.settle());
    return place(components);
  }

 private:
  Status number(spill::Sorter& rows, spill::Sorter& clusters) {
    DSPREP_TRY(const auto of_clusters, clusters.sorted());
    std::string_view cluster;
    DSPREP_TRY(bool more, of_clusters->next(cluster));
    std::uint64_t number = 0;
    return spill::scan(rows, decider_, "numbering records", [&](std::string_view entry) -> Status {
      const UnitRow row = row_of(entry.substr(id_size));
      DSPREP_CHECK(link(row.key, number, 0));
      if (row.group != 0) DSPREP_CHECK(link(row.group, number, row.source));
      while (more && cluster.substr(0, id_size) <= entry.substr(0, id_size)) {
        if (cluster.substr(0, id_size) == entry.substr(0, id_size))
          DSPREP_CHECK(link(base::mix(base::hash64("cluster"), spill::read_be64(cluster.substr(id_size))), number, 0));
        DSPREP_TRY(more, of_clusters->next(cluster));
      }
      ++number;
      return numbered_.add(entry);
    });
  }

  Status link(std::uint64_t hash, std::uint64_t number, std::uint64_t source) {
    row_.clear();
    spill::append_be64(row_, hash);
    spill::append_be40(row_, number);
    spill::append_ordered(row_, source);
    return links_.add(row_);
  }

  Status unite(dedup::Components& components, JoinStats& stats) {
    LedgerCursor ledger(ledger_);
    std::uint64_t last = 0, first = 0, first_source = 0;
    bool any = false, clashes = false;
    std::optional<std::size_t> part;
    const auto see = [&](std::string_view entry) -> Status {
      const std::uint64_t hash = spill::read_be64(entry), number = spill::read_be40(entry.substr(link_size));
      entry.remove_prefix(link_size + unit_number_size);
      const std::uint64_t source = spill::take_ordered(entry);
      if (!any || hash != last) {
        any = true;
        last = hash;
        first = number;
        first_source = source;
        clashes = false;
        DSPREP_TRY(part, ledger.find(hash));
      } else {
        DSPREP_CHECK(components.unite(first, number));
        stats.clashing_groups += !clashes && source != first_source;
        clashes |= source != first_source;
      }
      if (!part) return {};
      row_.clear();
      spill::append_be40(row_, number);
      row_ += static_cast<char>(Frozen::of_part(*part));
      return frozen_.add(row_);
    };
    DSPREP_CHECK(spill::scan(links_, decider_, "joining records", see));
    stats.frozen_found = ledger.found();
    return {};
  }

  Result<spill::Sorter> place(dedup::Components& components) {
    spill::Sorter placed(workspace_);
    DSPREP_TRY(const auto frozen, frozen_.sorted());
    std::string_view known;
    DSPREP_TRY(bool more, frozen->next(known));
    std::uint64_t number = 0;
    const auto see = [&](std::string_view entry) -> Status {
      DSPREP_TRY(const std::uint64_t root, components.root(number));
      row_.clear();
      spill::append_be40(row_, root);
      row_ += entry.substr(id_size);
      std::uint8_t part = Frozen::none;
      while (more && spill::read_be40(known) == number) {
        const auto here = static_cast<std::uint8_t>(known[5]);
        part = part == Frozen::none || part == here ? here : Frozen::several;
        DSPREP_TRY(more, frozen->next(known));
      }
      row_[unit_number_size + UnitRow::frozen_at] = static_cast<char>(part);
      ++number;
      return placed.add(row_);
    };
    DSPREP_CHECK(spill::scan(numbered_, decider_, "placing records", see));
    return placed;
  }

  spill::Workspace& workspace_;
  const Ledger* ledger_;
  Decider& decider_;
  spill::Sorter numbered_;  // the rows again
  spill::Sorter links_;     // hash (8), number (5), of groups the source as an ordered number
  spill::Sorter frozen_;    // number (5), Frozen
  std::string row_;
};

}  // namespace

Result<spill::Sorter> join_units(spill::Workspace& workspace, spill::Sorter& rows, spill::Sorter& clusters,
                                 const Ledger* ledger, Decider& decider, JoinStats& stats) {
  return Joiner(workspace, ledger, decider).join(rows, clusters, stats);
}

}  // namespace dsprep::split

// join_units: records that may not be parted, put together: those with one key, those of one group, those of one
// cluster of near-duplicates, and whatever hangs together by a chain of these (connected components).
#pragma once

#include <cstdint>

#include "dsprep/op.h"
#include "spill/sorter.h"
#include "spill/workspace.h"
#include "split/ledger.h"

namespace dsprep::split {

struct JoinStats {
  std::uint64_t frozen_found = 0;     // rows of the ledger that stand in the data
  std::uint64_t clashing_groups = 0;  // that stand in several sources
};

// `rows`: record_key() (16), then a UnitRow. `clusters`: record_key() (16), cluster (8), as often as a record is in
// one. Both empty afterwards. What comes out: number of the unit (5), then the UnitRow, frozen where the ledger (may be
// null) knows its key or group.
Result<spill::Sorter> join_units(spill::Workspace& workspace, spill::Sorter& rows, spill::Sorter& clusters,
                                 const Ledger* ledger, Decider& decider, JoinStats& stats);

inline constexpr std::size_t unit_number_size = 5;

}  // namespace dsprep::split

// Equal groups: records that a hash calls equal, held to what they are.
#pragma once

#include <cstdint>
#include <memory>

#include "dsprep/op.h"
#include "spill/candidates.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"

namespace dsprep::spill {

// RecordId → leader, rank (5 bytes each), of every record that is in a group with others; leaders, too.
Result<std::shared_ptr<const SortedTable>> equal_places(Workspace& workspace, Candidates& candidates);

// `contents`: (leader, rank, content) in order, of all of these. Where contents differ under one hash, a group falls
// into several, and each goes on under its own first. Replaces candidates.follows; returns how many records were told
// apart from their leader.
Result<std::uint64_t> verify_equal(Workspace& workspace, SortedReader& contents, Candidates& candidates);

}  // namespace dsprep::spill

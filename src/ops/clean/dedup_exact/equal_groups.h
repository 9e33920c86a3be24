// Equal groups: records that a hash calls equal, held to what they are.
#pragma once

#include <cstdint>
#include <memory>

#include "dedup/candidates.h"
#include "dsprep/op.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"

namespace dsprep::ops::dedup_exact {

// RecordId → leader, rank (5 bytes each), of every record that is in a group with others; leaders, too.
Result<std::shared_ptr<const spill::SortedTable>> equal_places(spill::Workspace& workspace,
                                                               dedup::Candidates& candidates);

// `contents`: (leader, rank, content) in order, of all of these. Where contents differ under one hash, a group falls
// into several, and each goes on under its own first. Replaces candidates.follows; returns how many records were told
// apart from their leader.
Result<std::uint64_t> verify_equal(spill::Workspace& workspace, spill::SortedReader& contents,
                                   dedup::Candidates& candidates);

}  // namespace dsprep::ops::dedup_exact

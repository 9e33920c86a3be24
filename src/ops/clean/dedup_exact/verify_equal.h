// Verification of hash matches: records whose hashes are equal are compared by their contents, byte by byte.
#pragma once

#include <cstdint>
#include <memory>

#include "dedup/candidates.h"
#include "dsprep/op.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::ops::dedup_exact {

// Where the contents of the second pass belong: RecordId → leader, rank (5 bytes each), of every record whose hash
// another record has; leaders included.
Result<std::shared_ptr<const spill::SortedTable>> equal_places(spill::Workspace& workspace,
                                                               dedup::Candidates& candidates);

// `contents`: (leader, rank, content) in order, of all of these. Where contents differ under one hash, the group falls
// into several, each with its own leader. Replaces candidates.follows; returns how many records were told apart from
// the leader they had.
Result<std::uint64_t> verify_equal(spill::Workspace& workspace, spill::SortedReader& contents,
                                   dedup::Candidates& candidates);

}  // namespace dsprep::ops::dedup_exact

// Candidates: pairs of records that may be duplicates, found by blocking: records share a bucket where a band hash of
// their MinHash signatures is equal. Made from DuplicateRows alone. Records are numbered in the order of survivors
// (their rank), and from here on known by that number.
#pragma once

#include <cstdint>
#include <memory>

#include "dedup/duplicate_row.h"
#include "dedup/seen_index.h"
#include "dsprep/op.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::dedup {

// Of records with equal content the first in rank is the leader, and stands for all; the others are its followers and
// go where it goes. Leaders that have a band in common share a bucket. Buckets with at least two leaders connect them
// into components (of the graph of candidate pairs), outside of which nothing is compared.
//
// With an index of texts seen before, its entries have the ranks 0 … seen - 1: they come before all records, and are
// kept whatever they are similar to. Only those that share content or a bucket with a record of this run are looked at.
struct Candidates {
  std::uint64_t seen = 0;  // entries of the index
  std::uint64_t records = 0, followers = 0;
  std::uint64_t compared = 0;  // leaders in some bucket
  std::uint64_t buckets = 0, largest_bucket = 0, components = 0;

  // RecordId → component, rank (5 bytes each), of leaders in some bucket.
  std::shared_ptr<const spill::SortedTable> places;
  std::shared_ptr<const spill::SortedTable> meta;  // rank (5 bytes) → RecordId (16), content (16), name
  // Entries, numbers big-endian, sizes in bytes:
  spill::Sorter follows;     // leader (5), follower (5)
  spill::Sorter sketches;    // component (5), rank (5), sketch: of entries of the index in some bucket
  spill::Sorter kept_bands;  // band (8), rank (5), of leaders; where asked for
  spill::Sorter groups;      // component (5), rank (5), then for each bucket its number (5), 1 for its last member (1)

  explicit Candidates(spill::Workspace& workspace)
      : follows(workspace), sketches(workspace), kept_bands(workspace), groups(workspace) {}

  // `rows`: entries of DuplicateRow. `seen`: null, or what was seen before. `keep_bands`: for an index of this run.
  // Interrupted where the Decider says so.
  static Result<Candidates> find(spill::Workspace& workspace, spill::Sorter rows, const SeenIndex* seen,
                                 bool keep_bands, Decider& decider);
};

inline constexpr std::size_t rank_size = 5;

}  // namespace dsprep::dedup

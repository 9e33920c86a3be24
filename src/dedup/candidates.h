// Candidates: which records may be duplicates of which, from their DuplicateRows alone. Records are numbered in the
// order of survivors (their rank), and from here on known by that number.
#pragma once

#include <cstdint>
#include <memory>

#include "dedup/duplicate_rows.h"
#include "dedup/seen_index.h"
#include "dsprep/op.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"

namespace dsprep::dedup {

// Of records with equal content the first in rank leads, and stands for all; the others follow it whatever becomes of
// it. Leaders that have a band in common share a bucket; buckets with at least two leaders connect them into
// components, outside of which nothing is compared.
//
// With an index of what was seen before, its entries have the ranks 0 … seen - 1: they come before all records, and are
// kept whatever they are like. Only those that share content or a bucket with a record of today are looked at.
struct Candidates {
  std::uint64_t seen = 0;                                  // entries of the index
  std::uint64_t records = 0, followers = 0, compared = 0;  // compared: leaders in some bucket
  std::uint64_t buckets = 0, largest_bucket = 0, components = 0;

  std::shared_ptr<const spill::SortedTable>
      places;  // RecordId → component, rank (5 bytes each), of leaders in some bucket
  std::shared_ptr<const spill::SortedTable> meta;  // rank (5) → RecordId (16), content (16), name
  spill::Sorter follows;                           // leader (5), follower (5)
  spill::Sorter shapes;      // component (5), rank (5), shape: of entries of the index in some bucket
  spill::Sorter kept_bands;  // band (8), rank (5), of leaders; where asked for
  spill::Sorter groups;      // component (5), rank (5), then bucket (5) and 1 where this is its last member (1) each

  explicit Candidates(spill::Workspace& workspace)
      : follows(workspace), shapes(workspace), kept_bands(workspace), groups(workspace) {}

  // `seen`: null or what was seen before. `keep_bands`: for an index of today. Interrupted where the Decider says so.
  static Result<Candidates> find(spill::Workspace& workspace, DuplicateRows rows, const SeenIndex* seen,
                                 bool keep_bands, Decider& decider);
};

inline constexpr std::size_t rank_size = 5;

}  // namespace dsprep::dedup

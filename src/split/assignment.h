// Assignment: which part each record goes to, so that no unit is torn and every part gets its share of every stratum.
//
// A unit is what may not be parted: the records of one key, and where there are groups or clusters, all that hang
// together by them (split/join_units.h). Units of one record and one label are **singles**, all others **compound**.
// Compound units are placed first (split/balance.h), the largest and those of the rarest labels first, of equals by
// hash. Singles fill what is left (split/fill_quotas.h): those of each stratum are sorted by the hash of their key and
// cut where the parts' quotas end. The part of every record is written down by its place in the input, so that nobody
// need look at the record again.
//
// What a ledger knows keeps its part. A unit that it puts into several parts is **bridging**: what has a part keeps it,
// and the rest of the unit is dropped, or goes where most of it is.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "dsprep/op.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/workspace.h"
#include "split/ledger.h"
#include "split/strata.h"
#include "split/unit_row.h"

namespace dsprep::split {

struct AssignHow {
  std::size_t parts = 0;  // numbers from 0; with those beyond, where sizes are given
  // Records by part that are wanted, of so many in all.
  std::function<Result<std::vector<std::uint64_t>>(std::uint64_t total)> wanted;
  const Ledger* frozen = nullptr;
  bool drop_bridging = true;
  spill::Sorter* ledger = nullptr;  // gets the ledger entries of all records but those of parts from `named`
  std::size_t named = 0;            // parts that have a name
  std::function<std::uint64_t(std::uint64_t)> relabel;  // label as noted → key of its stratum; empty: as it is
};

// Immutable, thread-safe.
class Assignment {
 public:
  static constexpr std::size_t dropped = 255;  // the part of what bridges

  // `rows`: behind `prefix_size` bytes that name the unit UnitRows; of prefix 0 the key names it. Empty afterwards.
  static Result<Assignment> make(const Strata& strata, spill::Sorter& rows, std::size_t prefix_size,
                                 spill::Workspace& workspace, const AssignHow& how, Decider& decider);

  struct Row {
    std::string name;  // of the stratum
    std::uint64_t records = 0;
    std::vector<std::uint64_t> by_part;
  };
  struct Bridge {
    RecordId first;
    std::uint64_t records = 0, added = 0;  // all, and those that had no part before
    std::vector<std::size_t> parts;
    std::size_t to = dropped;  // where the added ones go
  };
  struct Largest {
    std::uint64_t records = 0;
    RecordId first;
    std::size_t part = 0;
  };

  std::vector<Row> rows;                                 // by stratum, in their order
  std::vector<std::uint64_t> wanted;                     // by part
  std::vector<std::uint64_t> records;                    // by part, as they came out
  std::uint64_t shared_keys = 0, shared_records = 0;     // keys whose records are of several strata, and those records
  std::uint64_t clashing_keys = 0, clashing_groups = 0;  // that stand in several sources
  std::uint64_t units = 0, compound_units = 0;
  std::uint64_t frozen_records = 0, frozen_found = 0;  // rows of the ledger that stand in the data
  std::uint64_t bridging = 0, bridging_dropped = 0;
  std::vector<Bridge> bridges;                      // the first so many
  Largest largest;                                  // unit
  std::shared_ptr<const spill::SortedTable> parts;  // RecordId → part (1)
};

}  // namespace dsprep::split

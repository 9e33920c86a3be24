// DuplicateTable: what became of each record that is not alone, found by its RecordId.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/hash128.h"
#include "dedup/candidates.h"
#include "dedup/seen_index.h"
#include "dsprep/op.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::dedup {

struct Duplicate {
  enum class Kind : std::uint8_t {
    kept,        // of its cluster, this is the one that stays
    equal,       // the same content as the record it duplicates
    alike,       // compared with it
    estimated,   // compared with its signature
    unverified,  // shares a bucket with it
  } kind = Kind::kept;
  RecordId of;               // the record that is kept (itself where kept)
  base::Hash128 cluster;     // the content of that one
  std::uint64_t size = 1;    // of the cluster, with the one that is kept
  std::uint64_t before = 0;  // members of the cluster that stand before it in the order of survivors
  double similarity = 1;     // -1: not known
  std::uint32_t bands = 0;   // in common, where unverified
  std::string_view name;     // of the one that is kept
  std::string_view file;     // the same, where that is in an index: the file it was read from
  bool seen = false;         // it is in an index; `of` holds its line alone

  static Duplicate of_value(std::string_view value);  // of a row of the table; `name` stands on it
};

struct DuplicateTable {
  std::shared_ptr<const spill::SortedTable> rows;                   // RecordId → Duplicate
  std::vector<std::string> files;                                   // by shard: names of those that hold a kept record
  std::uint64_t clusters = 0, duplicates = 0, equal = 0, seen = 0;  // seen: duplicates of what an index holds
  std::vector<std::uint64_t> sizes = std::vector<std::uint64_t>(64);  // clusters of 2^i to 2^(i+1) - 1 records
  struct Largest {
    std::uint64_t size;
    RecordId kept;
    std::string name, file, cluster;
    bool operator<(const Largest& other) const { return size != other.size ? size > other.size : kept < other.kept; }
  };
  std::vector<Largest> largest;  // at most 20

  // From `candidates` (followers, meta) and the matches of find_clusters.
  static Result<DuplicateTable> make(spill::Workspace& workspace, Candidates& candidates, spill::Sorter& matches,
                                     const SeenIndex* seen, Decider& decider);
  // Sections and metrics that every report on duplicates has.
  void report(std::uint64_t records, Findings& findings) const;
};

}  // namespace dsprep::dedup

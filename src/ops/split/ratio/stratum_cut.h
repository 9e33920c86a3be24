// Stratum cut: which part each record goes to, so that every part gets its share of every stratum and what has one key
// stays together.
//
// A key is a 64-bit hash. All records of a key go to one part, and the key comes before the stratum: one whose records
// are of several strata counts whole in the one that most of them are of (of several, the first by its name's bytes),
// and is remembered. The keys of a stratum are sorted and cut at the parts' quotas; of all the others only at which key
// each part begins is remembered.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "ops/split/ratio/strata.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::ops::ratio {

// Immutable, thread-safe. Parts are numbers from 0.
class StratumCut {
 public:
  // Records by part that are wanted, of so many in all.
  using Wanted = std::function<Result<std::vector<std::uint64_t>>(std::uint64_t total)>;
  // `rows`: hash (8 bytes), stratum of each record. Empty afterwards.
  static Result<StratumCut> make(const Strata& strata, spill::Sorter& rows, spill::Workspace& workspace,
                                 const Wanted& wanted, Decider& decider);

  // One per worker. REQUIRES the cut to live as long.
  class Lookup {
   public:
    explicit Lookup(const StratumCut& cut);
    // The part of a record; nothing where no record of that stratum was seen.
    Result<std::optional<std::size_t>> part(std::string_view stratum, std::uint64_t hash);

   private:
    const StratumCut& cut_;
    std::optional<spill::SortedTable::Cursor> cursor_;
    std::string key_;
  };

  struct Row {
    std::string name;  // of the stratum
    std::uint64_t records = 0;
    std::vector<std::uint64_t> by_part;  // as they came out
  };
  const std::vector<Row>& rows() const { return rows_; }
  const std::vector<std::uint64_t>& wanted() const { return wanted_; }
  std::uint64_t shared_keys = 0, shared_records = 0;  // keys of several strata, and records that have them

 private:
  friend class StratumCutter;
  // Where each part begins in a stratum: ascending hashes, the first 0.
  struct Border {
    std::uint64_t hash;
    std::size_t part;
  };

  std::map<std::string, std::vector<Border>, std::less<>> borders_;  // by stratum
  std::shared_ptr<const spill::SortedTable> shared_;  // hash → part, of keys of several strata; may be null
  std::vector<Row> rows_;                             // by stratum, in their order
  std::vector<std::uint64_t> wanted_;
};

}  // namespace dsprep::ops::ratio

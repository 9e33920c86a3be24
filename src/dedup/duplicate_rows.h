// DuplicateRows: what is known of each record before duplicates are looked for: its place in the order of survivors, a
// hash of its content, the hashes of its bands (locality-sensitive hashing: similar records have a band in common), its
// name.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "dsprep/record.h"
#include "spill/sorter.h"

namespace dsprep::dedup {

struct DuplicateRow {
  std::string_view order;  // SurvivorOrder's bytes
  RecordId id;
  base::Hash128 content;                 // records with the same are equal
  std::span<const std::uint64_t> bands;  // none: compared by content only
  std::string_view name;
};

// Not thread-safe. Merges, saves and loads as Sorters do.
class DuplicateRows {
 public:
  explicit DuplicateRows(spill::Workspace& workspace) : rows_(workspace) {}
  Status add(const DuplicateRow& row);
  Status merge(DuplicateRows&& next) { return rows_.merge(std::move(next.rows_)); }
  Status save(ByteSink& sink) { return rows_.save(sink); }
  Status load(ByteSource& source) { return rows_.load(source); }
  std::uint64_t size() const { return rows_.records(); }

  // The rows in the order of survivors, valid until the next call. Empties this.
  class Reader {
   public:
    explicit Reader(std::unique_ptr<spill::SortedReader> rows) : rows_(std::move(rows)) {}
    Result<bool> next(DuplicateRow& row);

   private:
    std::unique_ptr<spill::SortedReader> rows_;
    std::vector<std::uint64_t> bands_;
  };
  Result<Reader> sorted();

 private:
  spill::Sorter rows_;
  std::string scratch_;
};

}  // namespace dsprep::dedup

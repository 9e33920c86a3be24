// DuplicateRow: what the first pass notes of each record before duplicates are looked for, as one entry of a Sorter:
// its place in the order of survivors, a hash of its content, the hashes of its bands (locality-sensitive hashing:
// similar records have a band in common), its name.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/hash128.h"
#include "dsprep/record.h"
#include "spill/sorter.h"

namespace dsprep::dedup {

struct DuplicateRow {
  std::string_view order;  // SurvivorOrder's bytes
  RecordId id;
  base::Hash128 content;                 // records with the same are equal
  std::span<const std::uint64_t> bands;  // empty: compared by content only
  std::string_view name;
};

// Replaces `entry`. Entries sort by `order`.
void write_entry(std::string& entry, const DuplicateRow& row);

// The rows of sorted entries, each valid until the next call. Not thread-safe.
class DuplicateRowReader {
 public:
  explicit DuplicateRowReader(std::unique_ptr<spill::SortedReader> entries) : entries_(std::move(entries)) {}
  Result<bool> next(DuplicateRow& row);

 private:
  std::unique_ptr<spill::SortedReader> entries_;
  std::vector<std::uint64_t> bands_;
};

}  // namespace dsprep::dedup

// RecordRows: a multimap from RecordId to bytes, gathered in any order by external sort, then looked up by record.
//
// A row is a RecordId and some bytes. When all rows are there, those of a record become one value of a SortedTable:
// their bytes one behind the other, in byte order. That is how a whole-dataset step tells the mappers what to do where.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::spill {

// Not thread-safe.
class RecordRows {
 public:
  explicit RecordRows(Workspace& workspace) : workspace_(&workspace), rows_(workspace) {}

  Status add(const RecordId& id, std::string_view bytes) {
    row_.clear();
    append_record_key(row_, id);
    row_ += bytes;
    return rows_.add(row_);
  }
  Status merge(RecordRows&& other) { return rows_.merge(std::move(other.rows_)); }
  Status save(ByteSink& sink) { return rows_.save(sink); }
  Status load(ByteSource& source) { return rows_.load(source); }
  std::uint64_t rows() const { return rows_.records(); }

  // All rows in order, key first. The rows are gone afterwards.
  Result<std::unique_ptr<SortedReader>> sorted() { return rows_.sorted(); }
  // The rows are gone afterwards.
  Result<std::shared_ptr<const SortedTable>> table();

  static constexpr std::size_t key_size = 16;  // of record_key()

 private:
  Workspace* workspace_;
  Sorter rows_;
  std::string row_;
};

}  // namespace dsprep::spill

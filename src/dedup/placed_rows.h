// PlacedRows: of those records that a table gives a place, some bytes each, to be read in the order of the places. That
// is how a second pass gathers what is to be compared: places are known from the first, and nothing is kept of other
// records.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "spill/record_rows.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"

namespace dsprep::dedup {

// Not thread-safe. Merges, saves and loads as Sorters do.
class PlacedRows {
 public:
  // `places`: by record key, bytes whose order is that of the rows.
  PlacedRows(spill::Workspace& workspace, std::shared_ptr<const spill::SortedTable> places)
      : places_(std::move(places)), rows_(workspace) {}

  // Has the record a place? Then add() is for its bytes.
  Result<bool> find(const RecordId& id) {
    row_.clear();
    spill::append_record_key(row_, id);
    DSPREP_TRY(const auto place, places_.find(row_));
    if (!place) return false;
    row_.assign(*place);
    return true;
  }
  Status add(std::string_view bytes) {
    row_ += bytes;
    return rows_.add(row_);
  }

  Status merge(PlacedRows&& other) { return rows_.merge(std::move(other.rows_)); }
  Status save(ByteSink& sink) { return rows_.save(sink); }
  Status load(ByteSource& source) { return rows_.load(source); }
  // Place and bytes of each. The rows are gone afterwards.
  Result<std::unique_ptr<spill::SortedReader>> sorted() { return rows_.sorted(); }

 private:
  spill::SortedTable::Cursor places_;
  spill::Sorter rows_;
  std::string row_;
};

}  // namespace dsprep::dedup

#include "spill/record_rows.h"

namespace dsprep::spill {

Result<std::shared_ptr<const SortedTable>> RecordRows::table() {
  SortedTable::Builder table(*workspace_, key_size);
  DSPREP_TRY(const std::unique_ptr<SortedReader> rows, rows_.sorted());
  std::string key, value;
  for (std::string_view row;;) {
    DSPREP_TRY(const bool more, rows->next(row));
    if (!key.empty() && (!more || row.substr(0, key_size) != key)) {
      DSPREP_CHECK(table.add(key, value));
      value.clear();
    }
    if (!more) return table.finish();
    key.assign(row.substr(0, key_size));
    value += row.substr(key_size);
  }
}

}  // namespace dsprep::spill

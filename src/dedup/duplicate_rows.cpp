// A row: order, then what follows, read from the end: RecordId (16), content (16), bands (8 each), name, size of the
// name (4), number of bands (4).
#include "dedup/duplicate_rows.h"

#include <cstring>

#include "spill/sorted_table.h"

namespace dsprep::dedup {
namespace {
constexpr std::size_t id_size = 16, content_size = 16, band_size = 8, number_size = 4;
}

Status DuplicateRows::add(const DuplicateRow& row) {
  scratch_.assign(row.order);
  spill::append_record_key(scratch_, row.id);
  spill::append_be64(scratch_, row.content.high);
  spill::append_be64(scratch_, row.content.low);
  scratch_.append(reinterpret_cast<const char*>(row.bands.data()), row.bands.size_bytes());
  scratch_.append(row.name);
  spill::append_be32(scratch_, static_cast<std::uint32_t>(row.name.size()));
  spill::append_be32(scratch_, static_cast<std::uint32_t>(row.bands.size()));
  return rows_.add(scratch_);
}

Result<DuplicateRows::Reader> DuplicateRows::sorted() {
  DSPREP_TRY(std::unique_ptr<spill::SortedReader> rows, rows_.sorted());
  return Reader(std::move(rows));
}

Result<bool> DuplicateRows::Reader::next(DuplicateRow& row) {
  std::string_view bytes;
  DSPREP_TRY(const bool more, rows_->next(bytes));
  if (!more) return false;
  const auto take = [&](std::size_t size) {
    const std::string_view end = bytes.substr(bytes.size() - size);
    bytes.remove_suffix(size);
    return end;
  };
  bands_.resize(spill::read_be32(take(number_size)));
  row.name = take(spill::read_be32(take(number_size)));
  const std::string_view bands = take(band_size * bands_.size());
  if (!bands.empty()) std::memcpy(bands_.data(), bands.data(), bands.size());
  row.bands = bands_;
  const std::string_view content = take(content_size);
  row.content = {spill::read_be64(content), spill::read_be64(content.substr(8))};
  row.id = spill::record_id_of(take(id_size));
  row.order = bytes;
  return true;
}

}  // namespace dsprep::dedup

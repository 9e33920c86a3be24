// An entry: order, and behind it, read from the end: RecordId (16 bytes), content (16), bands (8 each), name, size of
// the name (4), number of bands (4).
#include "dedup/duplicate_row.h"

#include <cstring>

#include "spill/sorted_table.h"

namespace dsprep::dedup {
namespace {
constexpr std::size_t id_size = 16, content_size = 16, band_size = 8, number_size = 4;
}

void write_entry(std::string& entry, const DuplicateRow& row) {
  entry.assign(row.order);
  spill::append_record_key(entry, row.id);
  spill::append_be64(entry, row.content.high);
  spill::append_be64(entry, row.content.low);
  entry.append(reinterpret_cast<const char*>(row.bands.data()), row.bands.size_bytes());
  entry.append(row.name);
  spill::append_be32(entry, static_cast<std::uint32_t>(row.name.size()));
  spill::append_be32(entry, static_cast<std::uint32_t>(row.bands.size()));
}

Result<bool> DuplicateRowReader::next(DuplicateRow& row) {
  std::string_view bytes;
  DSPREP_TRY(const bool more, entries_->next(bytes));
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

#include "ops/clean/dedup_substring/repeated_windows.h"

#include <algorithm>

#include "spill/hash_key.h"
#include "spill/ordered_number.h"
#include "spill/scan.h"

namespace dsprep::ops::dedup_substring {

void append_window(std::string& entry, const base::Hash128& hash, std::string_view where, std::uint64_t window) {
  spill::append_hash_key(entry, hash);
  entry += where;
  spill::append_ordered(entry, window);
}

void append_tokens(std::string& row, std::uint64_t begin, std::uint64_t end) {
  spill::append_be32(row, static_cast<std::uint32_t>(begin));
  spill::append_be32(row, static_cast<std::uint32_t>(end));
}

Status find_repeated_windows(spill::Sorter& windows, std::size_t length, bool keep_first, spill::RecordRows& rows,
                             Decider& decider) {
  std::string held, row;   // an entry of which it is not yet known whether an equal one follows
  bool held_goes = false;  // it has an equal one before it
  const auto release = [&](bool goes) -> Status {
    if (held.empty() || !goes) return {};
    std::string_view rest = std::string_view(held).substr(spill::hash_key_size);
    const RecordId id = spill::take_ordered_id(rest);
    const std::uint64_t window = spill::take_ordered(rest);
    row.clear();
    append_tokens(row, window, window + length);
    return rows.add(id, row);
  };
  DSPREP_CHECK(spill::scan(windows, decider, "comparing stretches", [&](std::string_view entry) {
    const bool equal = !held.empty() &&
                       entry.substr(0, spill::hash_key_size) == std::string_view(held).substr(0, spill::hash_key_size);
    Status released = release(held_goes || (equal && !keep_first));
    held.assign(entry);
    held_goes = equal;
    return released;
  }));
  return release(held_goes);
}

Result<std::shared_ptr<const spill::SortedTable>> join_tokens(spill::Workspace& workspace, spill::RecordRows& rows) {
  spill::SortedTable::Builder table(workspace, spill::RecordRows::key_size);
  DSPREP_TRY(const std::unique_ptr<spill::SortedReader> sorted, rows.sorted());
  std::string key, value;
  std::uint32_t begin = 0, end = 0;
  for (std::string_view row;;) {
    DSPREP_TRY(const bool more, sorted->next(row));
    const bool same = more && !key.empty() && row.substr(0, key.size()) == key;
    if (!key.empty() && !same) {
      append_tokens(value, begin, end);
      DSPREP_CHECK(table.add(key, value));
      value.clear();
    }
    if (!more) return table.finish();
    key.assign(row.substr(0, spill::RecordRows::key_size));
    row.remove_prefix(key.size());
    const std::uint32_t from = spill::read_be32(row), to = spill::read_be32(row.substr(4));
    if (same && from < end) {
      end = std::max(end, to);
      continue;
    }
    if (same) append_tokens(value, begin, end);
    begin = from;
    end = to;
  }
}

}  // namespace dsprep::ops::dedup_substring

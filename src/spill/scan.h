// scan: reads the entries of a Sorter in order, once.
#pragma once

#include <memory>
#include <string_view>

#include "spill/progress_check.h"
#include "spill/sorter.h"

namespace dsprep::spill {

// Calls `visit(std::string_view entry) -> Status` for each entry; ends at the first error. `what` is for progress and
// interruptions: "looking for outliers". The sorter is empty afterwards.
template <class Visit>
Status scan(Sorter& entries, Decider& decider, std::string_view what, Visit&& visit) {
  ProgressCheck progress(decider, what, entries.records());
  DSPREP_TRY(const std::unique_ptr<SortedReader> reader, entries.sorted());
  for (std::string_view entry;;) {
    DSPREP_TRY(const bool more, reader->next(entry));
    if (!more) return {};
    DSPREP_CHECK(progress.step());
    DSPREP_CHECK(visit(entry));
  }
}

// The same by group: entries whose first `key_size` bytes are equal stand together. `visit(std::string_view payload)`
// gets what stands behind the key; `close(std::string_view key) -> Status` is called after the last entry of each
// group.
template <class Visit, class Close>
Status scan_groups(Sorter& entries, std::size_t key_size, Decider& decider, std::string_view what, Visit&& visit,
                   Close&& close) {
  std::string key;
  bool open = false;
  const auto by_group = [&](std::string_view entry) -> Status {
    if (open && entry.substr(0, key_size) != key) {
      DSPREP_CHECK(close(key));
      open = false;
    }
    if (!open) key.assign(entry.substr(0, key_size));
    open = true;
    return visit(entry.substr(key_size));
  };
  DSPREP_CHECK(scan(entries, decider, what, by_group));
  return open ? close(key) : Status();
}

}  // namespace dsprep::spill

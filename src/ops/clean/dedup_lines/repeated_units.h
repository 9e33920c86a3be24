// RepeatedUnits: which units (lines, paragraphs, …) stand in too many records, and at which places each goes.
//
// Reads an inverted index: entries (hash of the unit, RecordId, number of the unit in its record). Sorted, equal units
// stand together in the order of the input, so that counts and which one is the first are exact. The occurrences of a
// unit that a record repeats very often are held in a sorter, not in memory.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/result.h"
#include "spill/record_rows.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::ops::dedup_lines {

// An entry; `where` is the RecordId as append_ordered() has it.
void append_unit(std::string& entry, std::uint64_t hash, std::string_view where, std::uint64_t unit);

class RepeatedUnits {
 public:
  struct Rules {
    bool by_record = true;     // counted: records that hold the unit; else all its occurrences
    bool keep_first = true;    // of what is counted, the first stays (by record: all in the first record)
    std::uint64_t enough = 2;  // from which count on it goes
    bool shown = true;         // most_repeated() is wanted
  };
  RepeatedUnits(spill::Workspace& workspace, const Rules& rules, Decider& decider);

  // All entries of a sorter, which is empty afterwards. Once.
  Status read(spill::Sorter& entries);

  // By record: the numbers (4 bytes) of its units that go, ascending, once for each of their hashes.
  Result<std::shared_ptr<const spill::SortedTable>> table() { return rows_.table(); }

  std::uint64_t repeated() const { return repeated_; }        // different units
  std::uint64_t occurrences() const { return occurrences_; }  // of these
  struct Group {
    std::uint64_t hash = 0, records = 0, occurrences = 0;
    RecordId first, last;
    bool operator<(const Group& other) const;  // is shown before
  };
  const std::vector<Group>& most_repeated() const { return most_; }  // at most 50

 private:
  std::uint64_t counted() const { return rules_.by_record ? now_.records : now_.occurrences; }
  Status add(const RecordId& id, std::uint64_t unit);
  Status hold_back(const RecordId& id);
  Status release();
  void close();

  spill::Workspace& workspace_;
  const Rules rules_;
  Decider& decider_;
  spill::RecordRows rows_;
  Group now_;
  std::vector<std::pair<RecordId, std::string>> held_;
  std::optional<spill::RecordRows> more_;
  std::string row_;
  std::vector<Group> most_;
  std::uint64_t repeated_ = 0, occurrences_ = 0;
};

}  // namespace dsprep::ops::dedup_lines

// Writes a SeenIndex of what a run keeps.
#pragma once

#include <string>

#include "dedup/candidates.h"
#include "dedup/duplicate_table.h"
#include "dedup/seen_index.h"
#include "dsprep/op.h"

namespace dsprep::dedup {

struct SeenIndexContents {
  std::string settings, shapes;       // SeenIndex::settings() and shapes()
  const SeenIndex* before = nullptr;  // goes into the new one, in front
  spill::Sorter* today = nullptr;     // the shape of each record, in the order of ranks; null where none are kept
};

// `candidates.kept_bands` is used up. Small pieces of memory a record: two bits.
Status write_seen_index(ByteSink& sink, spill::Workspace& workspace, Candidates& candidates,
                        const DuplicateTable& table, const SeenIndexContents& contents, Decider& decider);

// A row of SeenIndexContents::today.
void append_shape(std::string& row, std::string_view order, std::string_view shape);

}  // namespace dsprep::dedup

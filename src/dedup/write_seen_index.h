// write_seen_index: writes a SeenIndex of what this run keeps.
#pragma once

#include <string>
#include <string_view>

#include "dedup/candidates.h"
#include "dedup/duplicate_table.h"
#include "dedup/seen_index.h"
#include "dsprep/op.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::dedup {

struct SeenIndexContents {
  std::string settings, sketches;     // SeenIndex::settings() and sketches()
  const SeenIndex* before = nullptr;  // goes into the new one, in front
  spill::Sorter* today = nullptr;     // append_sketch() of each record; null where the index holds no sketches
};

// `candidates.kept_bands` is empty afterwards. Takes two bits of memory a record.
Status write_seen_index(ByteSink& sink, spill::Workspace& workspace, Candidates& candidates,
                        const DuplicateTable& table, const SeenIndexContents& contents, Decider& decider);

// An entry of SeenIndexContents::today: sorts by `order`, the rank of its record.
void append_sketch(std::string& row, std::string_view order, std::string_view sketch);

}  // namespace dsprep::dedup

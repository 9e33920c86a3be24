// What the two passes of dedup_substring note of a record: the blocks of its windows, then the windows of those blocks
// that may be repeated.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <tuple>

#include "ops/clean/dedup_substring/plan.h"
#include "ops/clean/dedup_substring/window_tokens.h"
#include "spill/record_rows.h"
#include "spill/sorted_observer.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::ops::dedup_substring {

// The first pass. Entries: append_block(), for a BlockSieve.
class BlockExtractor {
 public:
  struct Totals {
    std::uint64_t records = 0, tokens = 0;
    auto all() { return std::tie(records, tokens); }
  };

  explicit BlockExtractor(const Plan& plan) : plan_(plan), tokens_(plan.tokens()) {}
  Status extract(const Record& record, Totals& totals, spill::Sorter& entries);

 private:
  const Plan& plan_;
  WindowTokens tokens_;
  TextView scratch_;
  std::string where_, entry_;
};

// The second pass. Entries: append_window(), for the windows of open blocks. Totals: append_tokens() rows of what is
// known to be removed already.
class WindowExtractor {
 public:
  struct Totals {
    spill::RecordRows rows;
    explicit Totals(spill::Workspace& workspace) : rows(workspace) {}
    auto all() { return std::tie(rows); }
  };

  // `blocks`: BlockSieve::table().
  WindowExtractor(const Plan& plan, std::shared_ptr<const spill::SortedTable> blocks)
      : plan_(plan), tokens_(plan.tokens()), blocks_(std::move(blocks)), cursor_(blocks_) {}
  Status extract(const Record& record, Totals& totals, spill::Sorter& entries);

 private:
  const Plan& plan_;
  WindowTokens tokens_;
  TextView scratch_;
  std::shared_ptr<const spill::SortedTable> blocks_;
  spill::SortedTable::Cursor cursor_;
  std::string where_, entry_, row_;
};

using BlockObserver = spill::SortedObserver<BlockExtractor>;
using WindowObserver = spill::SortedObserver<WindowExtractor>;

}  // namespace dsprep::ops::dedup_substring

// BlockSieve: sorts the blocks of all texts (ops/clean/dedup_substring/window_blocks.h) into those that hold no
// repeated window, those that are repeated as a whole, and those whose windows must be compared one by one.
//
// Inverted index: entries are anchor, hash of the block's whole text, RecordId, number of the block in its record,
// again. Sorted, equal blocks stand together in the order of the input, and so do blocks with one anchor. A block whose
// anchor comes once holds no repeated window and gets no row: that is nearly all text.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "base/hash128.h"
#include "dsprep/op.h"
#include "dsprep/result.h"
#include "spill/record_rows.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::ops::dedup_substring {

enum class BlockFate : char {
  open,        // its windows must be compared
  first_copy,  // its whole text comes again: open, too, unless nothing is kept
  later_copy,  // its whole text was there before
};

// An entry; `where` is the RecordId as append_ordered() has it. `again`: another of its windows has the anchor at
// another place.
void append_block(std::string& entry, std::uint64_t anchor, const base::Hash128& hash, std::string_view where,
                  std::uint64_t number, bool again);

// A row of the table: the number of a block in its record, and what becomes of it.
struct BlockRow {
  std::uint32_t number;
  BlockFate fate;
};
BlockRow peek_block_row(std::string_view rows);  // REQUIRES one
inline constexpr std::size_t block_row_size = 5;

class BlockSieve {
 public:
  BlockSieve(spill::Workspace& workspace, Decider& decider) : decider_(decider), rows_(workspace) {}

  // All entries of a sorter, which is empty afterwards. Once.
  Status read(spill::Sorter& entries);
  // By record: its BlockRows in the order of the text.
  Result<std::shared_ptr<const spill::SortedTable>> table() { return rows_.table(); }

  std::uint64_t later_blocks() const { return later_; }
  // Records that hold the first copy of the blocks that come most often, with the number of copies; most first.
  struct Group {
    std::uint64_t copies;
    RecordId first;
  };
  const std::vector<Group>& most_repeated() const { return most_; }

 private:
  Status release(bool anchor_behind, bool block_behind);
  void close_group();

  Decider& decider_;
  spill::RecordRows rows_;
  std::string held_, row_;
  bool anchor_before_ = false, block_before_ = false;  // of the entry held back
  RecordId first_;
  std::uint64_t copies_ = 0, later_ = 0;
  std::vector<Group> most_;
};

}  // namespace dsprep::ops::dedup_substring

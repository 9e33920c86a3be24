// Windows (stretches of `length` tokens) that come more than once: from sorted hashes to the tokens of each record that
// go.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/hash128.h"
#include "dsprep/op.h"
#include "dsprep/result.h"
#include "spill/record_rows.h"
#include "spill/sorted_table.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::ops::dedup_substring {

// An entry: hash, RecordId (as append_ordered() has it), window. Sorted, equal windows stand together in the order of
// the input.
void append_window(std::string& entry, const base::Hash128& hash, std::string_view where, std::uint64_t window);
// A row: tokens [begin, end) of a record go.
void append_tokens(std::string& row, std::uint64_t begin, std::uint64_t end);

// Adds to `rows` the windows that equal one before them, and where the first does not stay, it too. `windows` is empty
// afterwards.
Status find_repeated_windows(spill::Sorter& windows, std::size_t length, bool keep_first, spill::RecordRows& rows,
                             Decider& decider);

// By record, ranges (begin, end: 4 bytes each) in order; those that overlap are one. Those that only touch may belong
// to two elements of a field.
Result<std::shared_ptr<const spill::SortedTable>> join_tokens(spill::Workspace& workspace, spill::RecordRows& rows);

}  // namespace dsprep::ops::dedup_substring

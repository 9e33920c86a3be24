// Sorted runs of the external sort: records in order, in a block file. For src/spill only.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "dsprep/result.h"
#include "spill/block_file.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::spill {

// Blocks hold whole records; one that is longer than a block has a longer block.
std::size_t run_block_size(std::uint64_t memory_budget);
// How many runs can be merged at a time.
std::size_t merge_fan_in(std::uint64_t memory_budget);

struct SortedRun {
  TemporaryFile file;
  std::uint64_t records, bytes;  // bytes: of the records
};

// Not thread-safe.
class SortedRunWriter {
 public:
  static Result<SortedRunWriter> make(Workspace& workspace);
  Status add(std::string_view record);  // REQUIRES ascending order
  Result<SortedRun> finish();           // REQUIRES to be called once, last

 private:
  SortedRunWriter(Workspace& workspace, BlockWriter writer);
  BlockWriter writer_;
  MemoryReservation held_;
  std::size_t block_size_;
  std::string block_;
  std::uint64_t records_ = 0, bytes_ = 0;
};

// The records of a run in order. The file goes when they have all been read, or with the reader.
Result<std::unique_ptr<SortedReader>> read_run(Workspace& workspace, SortedRun run);

// Writes all records of a run, each behind its size (4 bytes, little-endian), block by block. Changes nothing.
Status copy_run(Workspace& workspace, const SortedRun& run, ByteSink& sink);

}  // namespace dsprep::spill

// Sorted records: what an order step makes of the survivors of its pass, on their way into the next one.
//
// A record is sorted by bytes: its key (OrderOp::key), with zeros escaped and an end mark; its RecordId; then its spool
// entry. No two are equal, so their order depends on nothing else: workers fill a Sorter each, outside of the
// turnstile, and the runs are merged. Sorted, the records are dealt out to as many shards as the input has, as evenly
// as can be.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exec/chunk_result.h"
#include "exec/chunk_source.h"
#include "exec/member.h"
#include "exec/run.h"
#include "io/chunk.h"
#include "port/files.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::exec {

// Appends a record as it is sorted. `framed`: behind its size, for a spool that somebody else will sort.
void append_sorted_entry(std::string& out, const OrderOp& order, const Member& member, std::uint32_t derived_count,
                         bool framed, std::string& key_scratch);

// Hands the records that a worker has made ready to its Sorter. Afterwards the block is empty.
Status sort_block(Block& block, const io::Chunk& chunk, spill::Sorter& sorter);

struct SortedRecords {
  std::unique_ptr<spill::SortedReader> reader;
  std::uint64_t count = 0;
};

// Chunks of them straight from the merge: for a pass that is the only one to read them.
std::unique_ptr<ChunkSource> sorted_source(SortedRecords records, std::size_t shards, std::size_t chunk_size);

// Writes them into spools, one per shard, for passes that read them more than once. The paths, "" for a shard that gets
// none. `durable`: they must outlive the machine.
Result<std::vector<std::string>> write_sorted(SortedRecords records, std::size_t shards, std::size_t chunk_size,
                                              port::Files& files, bool durable,
                                              const std::function<Result<std::string>(std::uint32_t)>& path_of);

// Sorts what the tasks of an order pass have left in framed spools ("": an empty one).
Result<SortedRecords> sort_spools(port::Files& files, const std::vector<std::string>& spools, const RunOptions& options,
                                  spill::Workspace& workspace);

}  // namespace dsprep::exec

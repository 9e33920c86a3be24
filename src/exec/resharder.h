// Resharder: --shards and --shard-size. Which file a record goes to depends on how many kept records came before it, so
// chunks are placed in ticket order (cheap: it only counts), then cut and compressed in parallel again.
//   --shards N: record number modulo N, per part.   --shard-size S: a file is full when the next record would take it
//   past S uncompressed bytes.
#pragma once

#include <cstdint>
#include <vector>

#include "base/mutex.h"
#include "exec/chunk_result.h"
#include "exec/pass_plan.h"

namespace dsprep::exec {

class Resharder {
 public:
  explicit Resharder(const PassPlan& plan) : plan_(plan), parts_(plan.part_count()) {}

  // Blocks until every ticket before this one was placed; then fills the result's slices, uncompressed. `last`: nothing
  // of the ticket comes after this. False where the run was aborted meanwhile.
  bool place(std::uint64_t ticket, ChunkResult& result, bool last);
  void abort();

 private:
  struct PartState {
    std::uint64_t records = 0, file = 0, bytes = 0;
  };
  std::vector<std::uint64_t> files_of(const std::vector<std::size_t>& ends, PartState& part) const;
  const PassPlan& plan_;
  base::Mutex mutex_;
  base::Condition turn_;
  std::uint64_t next_ DSPREP_GUARDED_BY(mutex_) = 0;
  bool aborted_ DSPREP_GUARDED_BY(mutex_) = false;
  std::vector<PartState> parts_ DSPREP_GUARDED_BY(mutex_);
};

}  // namespace dsprep::exec

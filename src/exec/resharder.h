// Resharder: --shards and --shard-size. Which file a record goes to depends on how many kept records came before it, so
// chunks are placed in ticket order (cheap: it only counts), then cut and compressed in parallel again.
//   --shards N: record number modulo N, per part.   --shard-size S: a file is full when the next record would take it past S
//   uncompressed bytes.
#pragma once

#include <condition_variable>
#include <mutex>
#include <vector>

#include "exec/outputs.h"

namespace dsprep::exec {

class Resharder {
 public:
  explicit Resharder(const PassPlan& plan) : plan_(plan), parts_(plan.part_count()) {}

  // Blocks until every ticket before this one was placed; then the chunk's slices, uncompressed. Nothing where the run was
  // aborted meanwhile.
  std::optional<std::vector<Slice>> place(std::uint64_t ticket, ChunkResult& result);
  void abort();

 private:
  struct PartState { std::uint64_t records = 0, file = 0, bytes = 0; };
  const PassPlan& plan_;
  std::mutex mutex_;
  std::condition_variable turn_;
  std::uint64_t next_ = 0;
  bool aborted_ = false;
  std::vector<PartState> parts_;
};

}  // namespace dsprep::exec

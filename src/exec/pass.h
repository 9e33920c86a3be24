// run_pass: every chunk of a source through the workers and the turnstile, once.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "exec/checkpoint.h"
#include "exec/chunk_source.h"
#include "exec/line_set.h"
#include "exec/outputs.h"
#include "exec/pass_plan.h"
#include "exec/run.h"
#include "exec/worker.h"
#include "pipeline/books.h"
#include "pipeline/run_result.h"
#include "port/files.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::exec {

// What all passes of a run share.
struct PassWorld {
  port::Files& files;
  spill::Workspace& workspace;
  const Output& output;
  Checkpoint& checkpoint;
};

struct PassResult {
  pipeline::Books books;
  std::vector<pipeline::InputFile> inputs;  // by shard read; first pass only
  std::vector<pipeline::OutputFile> outputs;
  pipeline::Complaints complaints;
  std::vector<std::unique_ptr<Observer>> observers;  // by tap
  std::vector<LineSet> alive;                        // by shard
  std::vector<std::string> spool;                    // by shard
  std::unique_ptr<spill::Sorter> sorted;             // of an order pass
  std::vector<std::string> input_hashes;  // by shard, where read to the end; not of a pass that is the only one
};

struct PassInput {
  std::uint64_t number = 0;          // of the pass: names its checkpoints
  std::string what;                  // for progress
  std::vector<std::uint32_t> which;  // shards to work on, ascending
  // Makes the source for those of `which` that are not finished yet.
  std::function<std::unique_ptr<ChunkSource>(std::vector<std::uint32_t>)> source;
  std::uint64_t total_bytes = 0;
  bool resumable = true;  // false: its checkpoints would not be enough (it spools or sorts)
  // Of tasks (exec/tasks.h):
  bool keep_spool = false;       // the spool lies with the checkpoints, and is found again
  bool observers_known = false;  // finished shards' observers are not asked for
  bool finished_only = false;    // every shard must be finished: nothing is read
};

Result<PassResult> run_pass(const PassPlan& plan, const PassInput& input, PassWorld& world);

}  // namespace dsprep::exec

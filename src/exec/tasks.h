// Tasks: --task I/N. All tasks share one OUT; each does the input shards whose number modulo N is its own.
//
// A pass that ends in a whole-dataset decision needs what the observers of all tasks saw. So a task that has done its
// shards of a pass leaves a mark in OUT/.dsprep/ and ends; when all marks are there, `dsprep merge OUT` merges the
// observers the shards left, in shard order, and keeps the result; the same task, started again, finds it, decides —
// every task for itself, since a decision depends on nothing else — and does the next pass. Of a pass that ends in an
// order step, the tasks leave the records themselves, and the merge sorts them. After the last pass merge
// is a run that finds every shard of every pass finished: it reads no record, and tells and counts what one run would
// have.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "exec/checkpoint.h"
#include "exec/pass.h"
#include "exec/pass_plan.h"
#include "exec/run.h"
#include "pipeline/pipeline.h"
#include "port/files.h"
#include "spill/workspace.h"

namespace dsprep::exec {

std::vector<std::uint32_t> share(std::size_t shards, std::uint64_t task, std::uint64_t tasks);

// What a run under --task, and the merge of such runs, does before and after each pass.
class Tasks {
 public:
  // The workspace's directory has a name that no other process's has.
  Tasks(const pipeline::Pipeline& pipeline, const Output& output, const RunOptions& options, port::Files& files,
        Checkpoint& checkpoint, spill::Workspace& workspace);
  // To be called before the rest.
  Status begin();
  bool on() const { return options_.tasks > 1; }
  bool merging() const { return options_.merge; }
  // What decisions say and write counts once: in the merge after the last pass. Everywhere else they are made to go on.
  bool mute() const { return on() && !(merging() && all_done_); }

  // Says how the pass is to be done; of a merge, fails where a task has not done it.
  Status before(const PassPlan& plan, PassInput& input);
  // Nothing: the run goes on, with the observers of the whole dataset. Else it ends here, and that is what to do next.
  Result<std::string> after(const PassPlan& plan, const PassInput& input, PassResult& passed);
  // The spools of what an order step has sorted, by shard, when after() has said that the run goes on.
  Result<std::vector<std::string>> sorted_spools(std::uint64_t pass, std::size_t shards) const;
  // Does this task find that all have done all passes, and is it the one to put the whole together? At most one is.
  Result<bool> claim_whole();

 private:
  std::string pass_mark(std::uint64_t pass) const;
  std::string done_mark() const;
  std::string mark_of(const std::string& mark, std::uint64_t task) const;
  Result<std::vector<std::uint64_t>> missing(const std::string& mark) const;
  std::string merge_command() const;
  std::string name_of(std::uint64_t task) const;
  Result<std::string> after_task(const PassPlan& plan, const PassInput& input, PassResult& passed);
  Result<std::string> after_merge(const PassPlan& plan, const PassInput& input, PassResult& passed);
  Status sort(std::uint64_t pass, const std::vector<std::string>& spools);

  const pipeline::Pipeline& pipeline_;
  const Output& output_;
  const RunOptions& options_;
  port::Files& files_;
  Checkpoint& checkpoint_;
  spill::Workspace& workspace_;
  const std::string state_, own_;
  bool all_done_ = false;  // when a merge began
};

}  // namespace dsprep::exec

// RunDecider: what GlobalOp::decide may use, made of the run.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "exec/run.h"
#include "io/file_numbers.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"
#include "port/files.h"
#include "spill/workspace.h"

namespace dsprep::exec {

// What all decisions of a run share.
struct DecisionWorld {
  const pipeline::Pipeline& pipeline;
  const Output& output;
  const io::FileNumbers& numbers;
  const RunOptions& options;
  port::Files& files;
  spill::Workspace& workspace;
  pipeline::RunResult& result;
  // Where artifacts are, by name: in the output, or in a temporary file of a task that writes none there.
  std::map<std::string, std::string, std::less<>> artifacts = {};
};

class RunDecider final : public Decider {
 public:
  // `mute`: another process writes the artifacts. A later step of this one reads them all the same.
  RunDecider(DecisionWorld& world, std::size_t step, bool mute)
      : world_(world), step_(world.pipeline.steps[step]), index_(step), mute_(mute) {}

  Findings& findings() override { return findings_; }
  Status write_artifact(Artifact artifact, std::string_view bytes) override;
  Status write_artifact(Artifact artifact, const std::function<Status(ByteSink&)>& write) override;
  Result<Resource> read_artifact(Artifact artifact) override;
  std::vector<OutputInfo> outputs() const override;
  Status parallel_for(std::size_t n, const std::function<Status(std::size_t)>& task) override;
  std::uint64_t memory_budget() const override { return world_.workspace.memory_budget(); }
  bool stop_requested() const override { return world_.options.stop && world_.options.stop->load() != 0; }
  void progress(std::string_view what, double fraction) override;
  void count(Counter counter, std::uint64_t n) override;
  std::string input_name(std::uint32_t shard) const override { return std::string(world_.numbers.name(shard)); }

  // Moves the findings, if there are any, into the result.
  void finish();

 private:
  Status write_public(const std::string& name, const std::function<Status(ByteSink&)>& write);
  Status write_private(const std::string& name, const std::function<Status(ByteSink&)>& write);

  DecisionWorld& world_;
  const pipeline::Step& step_;
  const std::size_t index_;
  const bool mute_;
  Findings findings_;
};

}  // namespace dsprep::exec

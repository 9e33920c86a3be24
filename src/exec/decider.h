// RunDecider: what GlobalOp::decide may use, made of the run.
#pragma once

#include <string>
#include <vector>

#include "exec/run.h"

namespace dsprep::exec {

class RunDecider final : public Decider {
 public:
  RunDecider(const pipeline::Step& step, std::size_t index, const Output& output, const std::vector<io::Shard>& shards,
             const RunOptions& options, port::Files& files, spill::Workspace& workspace, pipeline::RunResult& result,
             bool mute = false)
      : step_(step),
        index_(index),
        output_(output),
        shards_(shards),
        options_(options),
        files_(files),
        workspace_(workspace),
        result_(result),
        mute_(mute) {}

  Findings& findings() override { return findings_; }
  Status write_artifact(Artifact artifact, std::string_view bytes) override;
  Status write_artifact(Artifact artifact, const std::function<Status(ByteSink&)>& write) override;
  Result<Resource> read_artifact(Artifact artifact) override;
  std::vector<OutputInfo> outputs() const override;
  Status parallel_for(std::size_t n, const std::function<Status(std::size_t)>& task) override;
  std::uint64_t memory_budget() const override { return workspace_.memory_budget(); }
  bool stop_requested() const override { return options_.stop && options_.stop->load() != 0; }
  void progress(std::string_view what, double fraction) override;
  void count(Counter counter, std::uint64_t n) override;
  std::string input_name(std::uint32_t shard) const override { return shards_[shard].name; }

  // Moves the findings, if there are any, into the result.
  void finish();

 private:
  const pipeline::Step& step_;
  const std::size_t index_;
  const Output& output_;
  const std::vector<io::Shard>& shards_;
  const RunOptions& options_;
  port::Files& files_;
  spill::Workspace& workspace_;
  pipeline::RunResult& result_;
  const bool mute_;  // another process writes the artifacts
  Findings findings_;
};

}  // namespace dsprep::exec

// Checkpoint: what a finished shard of a pass leaves behind in OUT/.dsprep/, so that an interrupted run can go on and tasks
// on other machines can be put together: its books, its files, what its observers know, which of its lines survive.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "dsprep/op.h"
#include "pipeline/run_result.h"
#include "port/files.h"

namespace dsprep::exec {

struct FinishedShard {
  pipeline::Books books;
  pipeline::InputFile input;
  std::vector<pipeline::OutputFile> outputs;
  std::vector<std::uint64_t> alive;
};

class Checkpoint {
 public:
  // `directory`: OUT/.dsprep, or "" for a run that cannot be resumed (then everything here does nothing).
  Checkpoint(port::Files& files, std::string directory) : files_(files), directory_(std::move(directory)) {}
  bool enabled() const { return !directory_.empty(); }

  // The observers first, the shard's own record last: what is half-saved was never finished.
  Status save(std::uint64_t pass, std::uint32_t shard, const FinishedShard& finished,
              const std::vector<std::unique_ptr<Observer>>& observers);
  Result<std::optional<FinishedShard>> load(std::uint64_t pass, std::uint32_t shard) const;
  // Into fresh observers, in the order they were saved; null ones stay null.
  Status load_observers(std::uint64_t pass, std::uint32_t shard, std::vector<std::unique_ptr<Observer>>& observers) const;

 private:
  std::string path(std::uint64_t pass, std::uint32_t shard, std::string_view what) const;
  port::Files& files_;
  std::string directory_;
};

}  // namespace dsprep::exec

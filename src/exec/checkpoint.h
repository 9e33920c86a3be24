// Checkpoint: what a finished shard of a pass leaves behind in OUT/.dsprep/, so that an interrupted run can go on and
// tasks on other machines can be put together: its books, its files, what its observers know, which of its lines
// survive.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/op.h"
#include "exec/line_set.h"
#include "exec/settling.h"
#include "io/unsettled_file.h"
#include "pipeline/books.h"
#include "pipeline/run_result.h"
#include "port/files.h"

namespace dsprep::exec {

struct FinishedShard {
  pipeline::Books books;
  pipeline::InputFile input;
  std::vector<pipeline::OutputFile> outputs;
  LineSet alive;
};

class Checkpoint {
 public:
  // `directory`: OUT/.dsprep, or "" for a run that cannot be resumed (then everything here does nothing).
  Checkpoint(port::Files& files, std::string directory) : files_(files), directory_(std::move(directory)) {}
  bool enabled() const { return !directory_.empty(); }

  // Writes what a finished shard leaves; it has been finished when `unsettled` is settled, the shard's own record last.
  Status save(std::uint64_t pass, std::uint32_t shard, const FinishedShard& finished,
              const std::vector<std::unique_ptr<Observer>>& observers, UnsettledShard& unsettled);
  Result<std::optional<FinishedShard>> load(std::uint64_t pass, std::uint32_t shard) const;
  // Into fresh observers, in the order they were saved; null ones stay null.
  Status load_observers(std::uint64_t pass, std::uint32_t shard,
                        std::vector<std::unique_ptr<Observer>>& observers) const;
  // Where the records that survived the shard are kept, of a pass whose spool must outlive the process.
  std::string spool_of(std::uint64_t pass, std::uint32_t shard) const { return path(pass, shard, ".spool"); }
  // The same of what an order step has put there, where a pass of tasks ends in one.
  std::string sorted_spool_of(std::uint64_t pass, std::uint32_t shard) const { return path(pass, shard, ".sorted"); }
  Status make_room(std::uint64_t pass) const { return files_.make_directories(port::parent_of(path(pass, 0, ""))); }

  // What the observers of all shards know together, by tap; null ones saw nothing. `own`: of this process alone, so
  // that two merges at once do not write into one file.
  Status save_merged(std::uint64_t pass, const std::vector<std::unique_ptr<Observer>>& observers,
                     const std::string& own);
  Result<bool> is_merged(std::uint64_t pass) const;
  // Those of taps `from` on; observers that saw nothing stay null.
  Status load_merged(std::uint64_t pass, const std::vector<const GlobalOp*>& taps, std::size_t from,
                     std::vector<std::unique_ptr<Observer>>& observers) const;

 private:
  std::string path(std::uint64_t pass, std::uint32_t shard, std::string_view what) const;
  std::string merged(std::uint64_t pass, std::string_view what) const;
  Result<std::unique_ptr<port::WriteFile>> write(const std::string& to, Observer& observer) const;
  Result<io::UnsettledFile> write(const std::string& to, std::string_view bytes) const;
  Status save(const std::string& to, Observer& observer) const;
  Status load(const std::string& from, Observer& observer) const;
  port::Files& files_;
  std::string directory_;
};

}  // namespace dsprep::exec

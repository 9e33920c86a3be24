// run: a pipeline over inputs into an output. The program on one page is run.cpp.
//
// All threads of dsprep are made in this room. It knows no op by name and touches the disk only through port::Files.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "compress/codec.h"
#include "io/format.h"
#include "io/shards.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"
#include "port/files.h"
#include "spill/workspace.h"

namespace dsprep::exec {

class OutputLock;

enum class OnError : std::uint8_t { quarantine, fail, skip };

// Where the output goes.
struct Output {
  enum class Kind : std::uint8_t {
    directory,  // a dataset: data/, dropped/, malformed/
    file,       // one file; `path`.dsprep/ holds the rest
    stream,     // standard output, or what `path` names: a FIFO, a device
    none,       // a report: nothing is written but findings
    artifacts,  // files that steps write (an index), in the directory `path`. No record is: there is no pass for it
  } kind = Kind::directory;
  std::string path;                     // directory or file; of a stream: "" is standard output
  std::string side_directory() const {  // where dropped/, malformed/, manifest.json and .dsprep/ go; "" for the others
    switch (kind) {
      case Kind::directory: return path;
      case Kind::file: return path + ".dsprep";
      default: return "";
    }
  }
  std::string artifact_directory() const {
    return kind == Kind::artifacts ? path : side_directory();
  }  // "": there is none
  // --dropped: nothing: under side_directory(); "none": nowhere; else a directory.
  std::optional<std::string> dropped;
  std::string dropped_directory() const {
    return dropped && *dropped != "none" ? *dropped : "";
  }  // "": --dropped names none
};

struct Progress {                      // a snapshot, some times a second
  std::uint64_t pass = 1, passes = 1;  // that are planned: a step that decides in several rounds adds to them
  std::uint64_t bytes = 0, total_bytes = 0, records = 0, kept = 0, dropped = 0, malformed = 0;  // of the pass
  std::optional<double> deciding;       // between two passes: which share of the decision is made
  std::string what;                     // "dedup_exact", "dedup_exact: merging", "writing"; may be empty
  double seconds = 0, run_seconds = 0;  // since the pass, since the run began
};

struct RunOptions {
  unsigned threads = 1;
  std::size_t chunk_size = 1u << 20;  // tests vary it; users do not see it
  std::uint64_t max_record_size = 256ull << 20;
  std::uint64_t max_window = compress::usual_window;  // --max-window: of a zstd frame or an xz stream
  OnError on_error = OnError::quarantine;
  bool explain = false;  // add the trail of decisions to kept records
  bool audit = false;    // measure every rule of every record, drop nothing, keep the measurements
  bool trust_input = false;
  std::optional<std::uint64_t> limit;       // --limit: the first N lines in input order
  std::optional<double> sample;             // --sample: fraction, by hash of (seed, id)
  std::uint64_t task = 0, tasks = 1;        // --task I/N
  bool merge = false;                       // put together what the tasks did: `task` means nothing then
  std::optional<std::uint64_t> shards;      // --shards: by record ordinal modulo N
  std::optional<std::uint64_t> shard_size;  // --shard-size: uncompressed bytes
  std::optional<compress::Codec> codec;     // nothing: as the input shard
  std::optional<int> level;
  // Of the data files; null: JSON Lines. dropped/ and malformed/ are always JSON Lines.
  std::shared_ptr<const io::OutputFormat> format;
  bool resume = false;  // continue what OUT/.dsprep/ says was done
  enum class Spool : std::uint8_t { automatic, always, never } spool = Spool::automatic;
  std::function<void(const Progress&)> progress;  // called from one thread; may be empty
  const std::atomic<int>* stop = nullptr;         // non-zero: stop cleanly (a signal's number)
  OutputLock* lock = nullptr;  // of the output; a task that puts the whole together takes the merge's, too
};

// The Error a run ends with that a signal asked to stop.
inline Error interrupted() {
  return {Error::Kind::interrupted, "interrupted: finished shards are kept; --resume continues"};
}

// Runs everything. On success the data files are complete under their final names; the rest is close_output()'s
// (exec/close_output.h). An Error of kind interrupted leaves finished shards for --resume.
Result<pipeline::RunResult> run(const pipeline::Pipeline& pipeline, const io::Inputs& inputs,
                                const io::Formats& formats, const Output& output, const RunOptions& options,
                                port::Files& files, spill::Workspace& workspace);

// Where a process keeps its temporary files in an output: a directory below OUT/.dsprep/. `own`: as in Preparation.
std::string scratch_in(const std::string& side_directory, const std::string& own);

// The Preparation::command that began what lies in `directory`; "" where nothing lies there or no task began it.
Result<std::string> command_in(port::Files& files, const std::string& directory);

}  // namespace dsprep::exec

// manifest.json and run.json: what was run on what, and what came out (cli.md § What a dataset directory holds).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"
#include "port/files.h"

namespace dsprep::report {

struct ManifestOptions {
  std::string version;  // of dsprep
  std::string codec;    // "zstd 1.5.4"
  std::string codec_name;
  int level = 0;
  // Options that change the output, as given on the command line, beside the pipeline: "--limit" → "10".
  std::vector<std::pair<std::string, std::string>> options;
};

// Deterministic: nothing that cannot change the output is in it. Indented JSON.
std::string manifest_json(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result,
                          const ManifestOptions& options);

struct RunFacts {
  std::string version, command_line, started, finished;
  unsigned threads = 0;
  std::uint64_t memory_budget = 0, peak_memory = 0;
  std::string inputs;   // JSON: the INPUTs, absolute; what `run --replay` reads again
  std::string dropped;  // the directory --dropped names, absolute; "" without
  std::string files;    // JSON: the files beside run.json that only tell of the run (exec/close_output.h)
};
std::string run_json(const pipeline::RunResult& result, const RunFacts& facts);

// What `dsprep verify DIR` finds: files missing, added, changed (bytes, hash, records), books that do not balance. Each
// line says what and where. Empty: the directory is as its manifest says.
struct Verification {
  std::vector<std::string> problems;
  std::uint64_t files = 0, bytes = 0, records = 0;
};
Result<Verification> verify(port::Files& files, const std::string& directory);

}  // namespace dsprep::report

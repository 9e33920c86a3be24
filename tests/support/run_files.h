// run_files: a config over shards in memory into a dataset directory in memory; what came out, file by file.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exec/run.h"
#include "registry/registry.h"
#include "support/memory_files.h"

namespace dsprep::test {

struct RunFiles {
  std::map<std::string, std::string> files;  // below out/, bytes as on disk, without .dsprep/
  pipeline::RunResult result;
  std::vector<std::string> parts;  // by PartId
  std::vector<std::string> steps;  // names, in order
  std::string manifest;
  std::string error;  // "" on success
};

struct FilesHow {
  exec::RunOptions options;
  exec::Output output{exec::Output::Kind::directory, "out", {}};
  const registry::Registry* registry = nullptr;  // null: the product's
  const io::Formats* formats = nullptr;          // null: the built-in ones
  std::map<std::string, std::string> inputs;     // "in/a.jsonl" → bytes; all of "in" is the input
  io::FormatChoice from;                         // --from
  std::map<std::string, std::string> others;     // word lists, reference datasets
  std::uint64_t memory_budget = 64u << 20;
  std::string text = "/text", id;
  std::uint64_t seed = 0;
  std::string into;
  bool any_part = true;  // --any-part: augmenters are tested on records that are in no part
  bool resume = false;
  std::shared_ptr<MemoryFiles> disk;        // null: a fresh one; else what is there stays (resume, tasks)
  std::string replay;                       // an audit's output directory on `disk`: filters answer from it
  std::vector<pipeline::OutputFile> audit;  // its files
};

RunFiles run_files(std::string_view toml, const FilesHow& how);

}  // namespace dsprep::test

// run_op: an op from TOML text over lines in memory, through the real registry, compiler and executor.
#pragma once

#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "pipeline/run_result.h"
#include "registry/registry.h"

namespace dsprep::test {

struct RunOp {
  std::string output;     // kept records, in order, each with LF; of a split: part TAB line
  std::string dropped;    // dropped records as they stand in dropped/ (with _dsprep), all steps in order
  std::string malformed;  // malformed/
  std::map<std::string, std::string> artifacts;  // by name
  pipeline::RunResult result;
  std::string error;  // the run's or the compiler's error; "" on success
};

struct RunHow {
  unsigned threads = 1;
  std::size_t chunk_size = 1u << 20;
  std::uint64_t seed = 0;
  bool explain = false;
  std::string text = "/text", id;
  const registry::Registry* registry = nullptr;  // null: the product's
  std::map<std::string, std::string> files;      // further files in the memory file system: word lists, datasets
  std::uint64_t memory_budget = 64u << 20;
};

// One step: run_op("length", "min_words = 3", "{\"text\":\"a b\"}\n").
RunOp run_op(std::string_view op, std::string_view params, std::string_view input, const RunHow& how = {});
// A whole config.
RunOp run_toml(std::string_view toml, std::string_view input, const RunHow& how = {});

// A line whose text is `text`.
std::string record(std::string_view text);

}  // namespace dsprep::test

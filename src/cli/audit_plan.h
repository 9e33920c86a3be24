// The plan of an audit: OUT/audit/plan.json holds what was asked (not what it resolved to), so that `run --replay OUT`
// can ask again.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "dsprep/pipeline.h"
#include "dsprep/result.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"
#include "port/files.h"

namespace dsprep::cli {

inline constexpr std::string_view audit_plan_path = "audit/plan.json";

// Deterministic, as the manifest is, which lists it.
std::string audit_plan_json(const pipeline::Pipeline& pipeline);

// The INPUTs, absolute, a list for each [[source]] or one: run.json remembers them.
std::vector<std::vector<std::string>> absolute_inputs(port::Files& files, const PipelineSpec& spec,
                                                      const std::vector<std::string>& inputs);
std::string inputs_json(const std::vector<std::vector<std::string>>& inputs);

// What `run --replay DIR` starts from.
struct Replay {
  std::string directory;                                       // with manifest.json in it
  PipelineSpec spec;                                           // as asked then, sources with the paths of then
  std::vector<std::string> inputs;                             // of then, where there were no sources
  std::vector<std::pair<std::string, std::string>> options;    // that changed the output: "--limit" → "10"
  std::vector<pipeline::InputFile> read;                       // what the audit read
  std::vector<pipeline::OutputFile> outputs;                   // its files
  std::vector<std::pair<std::string, std::string>> resources;  // path → hash
  std::uint64_t malformed_lines = 0, read_records = 0;         // of its books
};

// Everything is checked that can be without reading measurements: a finished audit, whole, of this version of the
// format.
Result<Replay> read_replay(port::Files& files, const std::string& directory);

// Refuses what the stored measurements cannot answer: settings that are no limit of a rule, of steps that edit or need
// the whole dataset, of rules that were not measured. Fills `changes`: "length.min_chars = 5 (was 10)". `asked`: the
// steps with their settings of now, for the places in messages.
Status check_replay(const Replay& replay, const pipeline::Pipeline& pipeline, const std::vector<StepSpec>& asked,
                    std::vector<std::string>& changes);

// The inputs are the ones the audit read: names, sizes. `found`: with hash "" before they were read.
Status check_same_inputs(const Replay& replay, const std::vector<pipeline::InputFile>& found);

}  // namespace dsprep::cli

// Pipeline: what will run. A PipelineSpec bound, checked and immutable; the executor knows nothing else of the ops.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "dsprep/pipeline.h"
#include "json/field_plan.h"
#include "pipeline/field_use.h"
#include "port/files.h"
#include "registry/registry.h"
#include "spill/workspace.h"

namespace dsprep::pipeline {

// A file that a step writes into the output directory, or reads when an earlier step has written it.
struct ArtifactUse {
  std::string name;
  bool made = true;  // false: read
  // Its name is a default that nobody wrote: not made where the output has no directory for it.
  bool optional = false;
};

// One step, bound.
struct Step {
  const OpSpec* spec = nullptr;
  std::string name;    // "gopher_quality", "gopher_quality-2": unique
  int occurrence = 0;  // of the op in the pipeline, from 0
  ParamValues given;   // what the user set
  ParamValues values;  // with defaults: the resolved config
  AnyOp op;
  std::vector<Judge::Limit> limits;              // by Rule; compare none where the rule is off
  std::vector<std::string> counters;             // by Counter
  std::vector<ArtifactUse> artifacts;            // by Artifact
  std::vector<DatasetSource> references;         // by Reference
  std::vector<json::FieldPlan> reference_plans;  // by Reference: the slots are those of Pipeline::plans
  std::vector<PartId> parts;                     // it may put records into
  std::uint64_t seed = 0;                        // of (run seed, op name, occurrence)
  std::vector<char> trains;                      // of an augmenter: is the part, by PartId, its to augment? empty: all
  Counter other_parts{};                         // of such a one: records it left alone
  bool edits = false;                            // bound a field for writing, or all (write_all)
  bool routes = false;                           // knows parts: its verdicts may say where a record goes
  bool shows_texts = true;                       // of records it met: no step removes secrets from them only later
  Location where;

  std::string place() const {  // "run.toml:3:1: gopher_quality", for messages
    const std::string at = where.text();
    return at.empty() ? name : at + ": " + name;
  }
  bool augments(PartId part) const { return trains.empty() || (part.index < trains.size() && trains[part.index]); }
  bool pure_filter() const { return !edits && !routes && !spec->derives; }
};

struct ResourceUse {
  std::string path, hash;
  std::uint64_t bytes;
};

struct Pipeline {
  PipelineSpec spec;  // as asked
  std::vector<Step> steps;
  std::vector<json::FieldPlan> plans;  // by SourceId; at least one
  std::vector<SourceInfo> sources;     // by SourceId
  std::vector<std::string> parts;      // by PartId; [0] is ""
  std::vector<ResourceUse> resources;
  std::vector<FieldUse> uses;  // of fields, in the order they were asked for
  Field into;                  // gets the part's name, where CompileOptions::into asked for it
  Field shown;                 // the text whose first characters an audit or a report shows; else unbound
  bool derives() const;
  bool whole_dataset() const;                        // has a GlobalOp or OrderOp
  std::vector<std::string> made_artifacts() const;   // file names
  bool reads_artifact(std::string_view name) const;  // does a step?
};

// The resolved configuration as canonical JSON (what decides the output, and nothing else), and its XXH3-128.
std::string resolved_config(const Pipeline& pipeline);
std::string config_hash(const Pipeline& pipeline);

struct CompileOptions {
  std::vector<std::string> input_parts;  // parts the inputs bring: bound before the steps' own
  std::string into;                      // a field that gets the name of each record's part; "" : none
  bool audit = false;                    // --audit: binds Pipeline::shown, as a report step does
  bool any_part = false;                 // augment records of other parts than the training part, and of none
};

// Checks every name, type and range (against the OpSpecs; errors say where and suggest), binds the fields, makes the
// ops. Reads resources; opens no input. `workspace` must outlive the Pipeline.
Result<Pipeline> compile(const PipelineSpec& spec, const registry::Registry& registry, port::Files& files,
                         spill::Workspace& workspace, const CompileOptions& options);

// Checks one step's parameters against its op: unknown names, types, ranges, choices, required ones. The result is in
// the op's order of parameters, integers given for numbers converted.
Result<ParamValues> check_params(const OpSpec& op, const StepSpec& step);
// The same of anything that has parameters: a format.
struct Described {
  std::string name;
  std::vector<ParamInfo> params;
  std::string page;  // the command that lists them: "dsprep formats csv"
};
Result<ParamValues> check_settings(const Described& what, const std::vector<ParamSetting>& given,
                                   const Location& where);
// The same with what the chosen variant of the op sets, where the user gave nothing.
ParamValues with_variant(const OpSpec& op, ParamValues given);
// The same with all other defaults filled in.
ParamValues with_defaults(const OpSpec& op, const ParamValues& given);
// Refuses a range that nothing can be in, which is a slip of the pen and not a wish: min_NAME and max_NAME bound one
// thing in every op.
Status check_ranges(const OpSpec& op, const ParamValues& values, const StepSpec& step);

// The resolved plan, for --dry-run: passes, steps, parameters, estimated memory.
std::string explain_plan(const Pipeline& pipeline, std::uint64_t memory_budget, unsigned threads);

}  // namespace dsprep::pipeline

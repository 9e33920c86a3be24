#include "cli/run_setup.h"

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <variant>

#include "dsprep/op.h"
#include "dsprep/op_spec.h"
#include "exec/prepare_output.h"
#include "port/files.h"
#include "port/system.h"

namespace dsprep::cli {
namespace {

using Kind = exec::Output::Kind;

// A name nobody else has or can guess: tasks share an output, users share /tmp. Who takes the output's lock after a
// process that died finds its directory by it.
std::string unique_name() { return "dsprep-" + port::process_token(); }

}  // namespace

std::string own_name(const CommonOptions& options) {
  if (options.tasks == 1) return "";
  if (options.merge) return unique_name();
  return "task-" + std::to_string(options.task) + "-of-" + std::to_string(options.tasks);
}

std::string scratch_directory(const CommonOptions& options, const exec::Output& output, const std::string& own) {
  const std::string name = unique_name();
  if (options.tmp) return port::join(*options.tmp, name);
  if (const std::string side = output.side_directory(); !side.empty())
    return port::join(exec::scratch_in(side, own), name);
  if (output.kind == Kind::artifacts) return port::join(output.path, "." + name);
  const char* tmp = std::getenv("TMPDIR");
  return port::join(tmp && *tmp ? tmp : "/tmp", name);
}

exec::RunOptions run_options(const CommonOptions& options, const OutputTarget& target) {
  exec::RunOptions run;
  run.threads = options.threads.value_or(port::core_count());
  run.chunk_size = options.chunk_size;
  run.max_record_size = options.max_record_size;
  run.max_window = options.max_window;
  run.on_error = options.on_error;
  run.explain = options.explain;
  run.audit = options.audit;
  run.trust_input = options.trust_input;
  run.limit = options.limit;
  run.sample = options.sample;
  run.task = options.task;
  run.tasks = options.tasks;
  run.merge = options.merge;
  run.shards = options.shards;
  run.shard_size = options.shard_size;
  run.codec = target.codec;
  run.format = target.format;
  run.level = options.level;
  run.resume = options.resume;
  run.spool = options.spool;
  return run;
}

Status check_fit(const pipeline::Pipeline& pipeline, const OutputTarget& target, const CommonOptions& options,
                 const io::Inputs& inputs) {
  if (options.tasks > 1) {
    for (const io::Shard& shard : inputs.shards)
      if (shard.path == "-") return usage_error("--task shares input files, and standard input is none: name files");
  }
  if (options.audit) {
    if (target.output.side_directory().empty() && (options.output || !options.dry_run))
      return usage_error("--audit needs -o DIR or -o FILE: its measurements are files beside the records");
    if (pipeline.steps.empty())
      return usage_error("--audit has nothing to measure: name a step, like --gopher-quality");
    for (const pipeline::Step& step : pipeline.steps)
      if (std::holds_alternative<std::unique_ptr<OrderOp>>(step.op))
        return usage_error("--audit cannot follow records through " + step.name +
                           ", which puts them in another order: leave that step out");
  }
  const bool one_output = target.output.kind == Kind::stream || target.output.kind == Kind::file;
  const bool splits = std::any_of(pipeline.steps.begin(), pipeline.steps.end(),
                                  [](const pipeline::Step& step) { return step.spec->family == Family::split; });
  const bool chosen = options.output || !options.dry_run;  // a plan may leave the output open
  if (one_output && chosen && splits && pipeline.parts.size() > 1 && options.into.empty())
    return usage_error("a split into one file or stream needs --into FIELD to tell the parts apart; or give -o DIR");
  return {};
}

}  // namespace dsprep::cli

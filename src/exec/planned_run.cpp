#include "exec/planned_run.h"

#include <algorithm>
#include <optional>
#include <string>
#include <variant>

#include "io/format.h"

namespace dsprep::exec {
namespace {

Status refuse_tasks(const Output& output, const RunOptions& options) {
  if (output.kind != Output::Kind::directory || options.shards || options.shard_size || options.limit)
    return usage_error("--task needs a directory output, and neither --shards, --shard-size nor --limit");
  if (needs_types(options))
    return usage_error("--task cannot know which types the other tasks find: write JSON Lines, and make " +
                       std::string(options.format->spec->name) + " of that in one run");
  if (needs_columns(options))
    return usage_error("--task cannot know which fields the other tasks find: name the columns in --to " +
                       std::string(options.format->spec->name));
  if (!options.merge && options.task >= options.tasks)
    return usage_error("--task " + std::to_string(options.task) + "/" + std::to_string(options.tasks) +
                       ": tasks are numbered from 0");
  return {};
}

}  // namespace

bool needs_types(const RunOptions& options) {
  return options.format && options.format->spec->table && options.format->writer->survey() != nullptr;
}
bool needs_columns(const RunOptions& options) {
  return options.format && (options.format->writer->needs_columns() || needs_types(options));
}

bool reads_tables(const std::vector<io::Shard>& shards) {
  return std::any_of(shards.begin(), shards.end(), [](const io::Shard& shard) { return shard.format->spec->table; });
}

bool reads_again(const pipeline::Pipeline& pipeline, const RunOptions& options) {
  return pipeline.whole_dataset() || needs_columns(options);
}

bool reads_input_twice(const pipeline::Pipeline& pipeline, const RunOptions& options) {
  for (const pipeline::Step& step : pipeline.steps) {
    if (std::holds_alternative<std::unique_ptr<OrderOp>>(step.op)) return false;
    if (std::holds_alternative<std::unique_ptr<GlobalOp>>(step.op) && !is_report(step)) return true;
  }
  return needs_columns(options);
}

std::uint64_t planned_passes(const pipeline::Pipeline& pipeline, const Output& output, const RunOptions& options) {
  std::uint64_t passes = (writes_records(output) ? 1 : 0) + (needs_columns(options) ? 1 : 0);
  for (const pipeline::Step& step : pipeline.steps) {
    const auto* global = std::get_if<std::unique_ptr<GlobalOp>>(&step.op);
    passes += global && !is_report(step) && (*global)->observer() != nullptr;
    passes += std::holds_alternative<std::unique_ptr<OrderOp>>(step.op);
  }
  return std::max<std::uint64_t>(passes, 1);
}

Status refuse_the_impossible(const pipeline::Pipeline& pipeline, const Output& output, const RunOptions& options) {
  if (output.artifact_directory().empty())
    for (const pipeline::Step& step : pipeline.steps)
      for (const pipeline::ArtifactUse& artifact : step.artifacts)
        if (artifact.made && !artifact.optional)
          return usage_error(step.name + " writes " + artifact.name +
                             ": it needs an output directory or file, -o DIR or -o FILE");
  if (options.tasks > 1) DSPREP_CHECK(refuse_tasks(output, options));
  if (options.audit && output.side_directory().empty())
    return usage_error("--audit needs -o DIR or -o FILE: its measurements are files beside the records");
  const bool one_stream = output.kind == Output::Kind::file || output.kind == Output::Kind::stream;
  const bool splits = std::any_of(pipeline.steps.begin(), pipeline.steps.end(),
                                  [](const pipeline::Step& step) { return step.spec->family == Family::split; });
  if (one_stream && pipeline.parts.size() > 1 && !pipeline.into.bound() && splits)
    return usage_error(
        "a split into one stream needs --into FIELD, which gets the name of each record's part; or give -o a "
        "directory");
  return {};
}

}  // namespace dsprep::exec

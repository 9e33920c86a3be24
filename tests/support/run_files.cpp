#include "support/run_files.h"

#include "config/config.h"
#include "exec/close_output.h"
#include "exec/prepare_output.h"
#include "exec/replay.h"
#include "io/gather.h"
#include "port/files.h"
#include "report/manifest.h"

namespace dsprep::test {

RunFiles run_files(std::string_view toml, const FilesHow& how) {
  RunFiles out;
  const auto fail = [&](Error error) {
    out.error = std::move(error.message);
    return out;
  };
  auto disk = how.disk ? how.disk : std::make_shared<MemoryFiles>();
  if (!how.disk || how.disk->paths("in").empty()) {
    for (const auto& [path, bytes] : how.inputs) disk->put(path, bytes);
    for (const auto& [path, bytes] : how.others) disk->put(path, bytes);
  }
  auto config = config::parse(toml, "test.toml");
  if (!config) return fail(config.error());
  PipelineSpec spec = std::move(config->pipeline);
  if (!config->has_text) spec.text = how.text;
  if (!config->has_id && !how.id.empty()) spec.id = how.id;
  if (!config->has_seed) spec.seed = how.seed;

  const registry::Registry& registry = how.registry ? *how.registry : registry::built_in();
  const io::Formats built_in;
  const io::Formats& formats = how.formats ? *how.formats : built_in;
  spill::Workspace workspace(*disk, "tmp", how.memory_budget);
  io::Inputs inputs;
  const auto find = [&](const std::string& path, std::size_t source) {
    return io::find_shards(*disk, formats, path, how.from, {static_cast<std::uint16_t>(source)}, inputs);
  };
  Status found = spec.sources.empty() ? find("in", 0) : Status();
  for (std::size_t i = 0; i < spec.sources.size() && found.ok(); ++i)
    for (const std::string& path : spec.sources[i].paths)
      if (found.ok()) found = find(path, i);
  if (!found.ok()) return fail(found.error());
  io::gather(inputs);
  pipeline::CompileOptions compile_options;
  compile_options.into = how.into;
  compile_options.audit = how.options.audit;
  compile_options.any_part = how.any_part;
  for (const io::Shard& shard : inputs.shards)
    if (!shard.part.empty()) compile_options.input_parts.push_back(shard.part);
  auto pipeline = pipeline::compile(spec, registry, *disk, workspace, compile_options);
  if (!pipeline) return fail(pipeline.error());
  out.parts = pipeline->parts;
  for (const pipeline::Step& step : pipeline->steps) out.steps.push_back(step.name);
  if (!how.replay.empty())
    if (Status put = exec::replay_filters(*disk, how.replay, how.audit, *pipeline); !put.ok()) return fail(put.error());
  exec::Preparation preparation{.resume = how.resume, .state_key = pipeline::config_hash(*pipeline)};
  preparation.shared = how.options.tasks > 1;
  if (preparation.shared) preparation.own = "task-" + std::to_string(how.options.task);
  preparation.role = how.options.merge ? exec::merge_role : preparation.own;
  preparation.artifacts = pipeline->made_artifacts();
  auto prepared = exec::prepare_output(*disk, how.output, inputs, preparation);
  if (!prepared) return fail(prepared.error());
  auto result = exec::run(*pipeline, inputs, formats, how.output, how.options, *disk, workspace);
  if (!result) return fail(result.error());
  out.result = std::move(*result);
  if (out.result.complete()) {
    out.manifest = report::manifest_json(*pipeline, out.result, {"test", "none", "none", 0, {}});
    if (Status done = exec::finish_output(*disk, how.output); !done.ok()) return fail(done.error());
  }
  const std::string& root = how.output.path;
  for (const std::string& path : disk->paths(root))
    if (path.find(".dsprep/") == std::string::npos) out.files[path.substr(root.size() + 1)] = disk->content(path);
  return out;
}

}  // namespace dsprep::test

#include "cli/what_is_read.h"

#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <map>
#include <optional>

#include "cli/audit_plan.h"
#include "cli/common_options.h"
#include "cli/format_choice.h"
#include "cli/output_target.h"
#include "cli/tell_unread.h"
#include "io/gather.h"

namespace dsprep::cli {

Result<FoundInputs> find_inputs(const Request& request, port::Files& files, const io::Formats& formats) {
  FoundInputs found;
  io::FormatChoice from;
  if (request.options.from) {
    DSPREP_TRY(from, read_choice(formats, *request.options.from, {"--from"}));
    const auto named = [](const SourceSpec& source) { return !source.format.empty(); };
    const std::vector<SourceSpec>& sources = request.spec.sources;
    if (!sources.empty() && std::all_of(sources.begin(), sources.end(), named))
      return usage_error("--from would change nothing: every [[source]] names its format");
  }
  from.encoding = request.options.encoding;
  if (request.spec.sources.empty()) {
    DSPREP_TRY(const std::vector<std::string> paths, choose_inputs(request.options, port::is_terminal(STDIN_FILENO)));
    for (const std::string& path : paths)
      DSPREP_CHECK(io::find_shards(files, formats, path, from, SourceId{}, found.inputs));
  }
  for (std::size_t i = 0; i < request.spec.sources.size(); ++i) {
    const SourceSpec& source = request.spec.sources[i];
    DSPREP_TRY(const io::FormatChoice format, source_choice(formats, source, from));
    for (const std::string& path : source.paths) {
      Status status =
          io::find_shards(files, formats, path, format, SourceId{static_cast<std::uint16_t>(i)}, found.inputs);
      if (!status) return std::move(status).error().within(source.where.text());
    }
  }
  DSPREP_CHECK(io::tell_apart(files, found.inputs));
  io::gather(found.inputs);
  found.inputs.known.clear();  // all are found
  tell_unread(found.inputs);
  for (const io::Shard& shard : found.inputs.shards)
    if (!shard.part.empty() && std::find(found.parts.begin(), found.parts.end(), shard.part) == found.parts.end())
      found.parts.push_back(shard.part);
  return found;
}

std::vector<std::string> read_beside(const pipeline::Pipeline& pipeline, const Request& request) {
  std::vector<std::string> reads;
  for (const pipeline::ResourceUse& resource : pipeline.resources) reads.push_back(resource.path);
  for (const pipeline::Step& step : pipeline.steps)
    for (const DatasetSource& source : step.references) reads.push_back(source.path);
  if (request.replay) reads.push_back(request.replay->directory);
  return reads;
}

Status check_references(const pipeline::Pipeline& pipeline, port::Files& files, const io::Formats& formats) {
  for (const pipeline::Step& step : pipeline.steps)
    for (const auto& [path, format, fields] : step.references) {
      io::Inputs found;
      if (Status status = io::find_shards(files, formats, path, format, {}, found); !status.ok())
        return std::move(status).error().within(step.name + ": " + path);
    }
  return {};
}

}  // namespace dsprep::cli

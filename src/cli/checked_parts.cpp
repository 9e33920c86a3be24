#include "cli/checked_parts.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "io/part_of_name.h"
#include "io/shards.h"
#include "registry/checks_parts.h"

namespace dsprep::cli {
namespace {

constexpr std::string_view way_out = "say which field tells the parts: --check=part=FIELD";

std::string by_name(const io::Shard& shard) { return io::part_of_name(shard.path == "-" ? "" : shard.path); }

}  // namespace

bool only_checks(const Request& request, const registry::Registry& registry) {
  return !request.spec.steps.empty() &&
         std::all_of(request.spec.steps.begin(), request.spec.steps.end(), [&](const StepSpec& step) {
           const OpSpec* op = registry.find(step.op);
           return op != nullptr && registry::checks_parts(*op);
         });
}

Status find_parts(const Request& request, const registry::Registry& registry, FoundInputs& found) {
  if (!only_checks(request, registry)) return {};
  const bool by_field = std::all_of(request.spec.steps.begin(), request.spec.steps.end(), [](const StepSpec& step) {
    return std::any_of(step.params.begin(), step.params.end(), [](const auto& param) { return param.name == "part"; });
  });
  if (by_field || found.inputs.shards.empty()) return {};
  io::Inputs& inputs = found.inputs;
  const bool some = std::any_of(inputs.shards.begin(), inputs.shards.end(),
                                [](const io::Shard& shard) { return !shard.part.empty() || !by_name(shard).empty(); });
  if (!some) {
    const std::string& first = inputs.shards.front().path;
    return usage_error(first == "-" ? "standard input is in no parts: " + std::string(way_out)
                                    : "there are no parts: no file is named train, validation, test or the like (" +
                                          first + " is not); " + std::string(way_out));
  }
  for (io::Shard& shard : inputs.shards) {
    if (shard.part.empty()) shard.part = by_name(shard);
    if (shard.part.empty())
      return usage_error(shard.path + " is in no part, or in two: name it after one (train.jsonl), leave it out, or " +
                         std::string(way_out));
    if (std::find(found.parts.begin(), found.parts.end(), shard.part) == found.parts.end())
      found.parts.push_back(shard.part);
  }
  // One file that stands for two parts is the worst of all leaks, and was read once.
  for (const auto& [path, first] : inputs.repeated) {
    const std::string part = io::part_of_name(path), other = io::part_of_name(first);
    if (!part.empty() && part != other)
      return usage_error(path + " is the same file as " + first + ": its records are in two parts");
  }
  if (found.parts.size() == 1)
    return usage_error("all files are of one part, " + found.parts.front() + ": name the others, too, or " +
                       std::string(way_out));
  return {};
}

}  // namespace dsprep::cli

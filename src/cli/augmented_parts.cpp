#include "cli/augmented_parts.h"

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "io/part_of_name.h"
#include "io/shards.h"
#include "registry/checks_parts.h"

namespace dsprep::cli {
namespace {

// By the name of the file or of its folder (that of the dataset, where dsprep wrote it: OUT/data). Those further up say
// where a project lies.
std::string by_name(std::string_view path) {
  if (path == "-") return "";
  const auto last = [&path] {
    const std::size_t slash = path.rfind('/');
    const std::string_view name = path.substr(slash == path.npos ? 0 : slash + 1);
    path = path.substr(0, slash == path.npos ? 0 : slash);
    return std::string(name);
  };
  const std::string file = last();
  std::string folder = last();
  if (folder == "data") folder = last();
  return io::part_of_name(folder + "/" + file);
}

}  // namespace

Status find_training_part(const Request& request, const registry::Registry& registry, FoundInputs& found) {
  const std::vector<StepSpec>& steps = request.spec.steps;
  const auto augments = [&](const StepSpec& step) {
    const OpSpec* op = registry.find(step.op);
    return op != nullptr && op->family == Family::augment;
  };
  const auto splits = [&](const StepSpec& step) {
    const OpSpec* op = registry.find(step.op);
    return op != nullptr && op->family == Family::split && !registry::checks_parts(*op);
  };
  const auto first = std::find_if(steps.begin(), steps.end(), augments);
  if (request.options.any_part || first == steps.end()) return {};
  const bool split_in_front = std::any_of(steps.begin(), first, splits);
  std::vector<std::string> parts;  // by shard
  const io::Shard* in_none = nullptr;
  bool in_one = false;
  for (const io::Shard& shard : found.inputs.shards) {
    parts.push_back(!shard.part.empty() ? shard.part : by_name(shard.path));
    if (parts.back().empty()) in_none = in_none ? in_none : &shard;
    else in_one = true;
  }
  // Where all are in none, it is said when the step is made.
  if (in_none == nullptr || (in_one && !split_in_front)) {
    if (in_none != nullptr)
      return usage_error(first->where.prefix() + in_none->path +
                         " is in no part, or in two, and only the training part is augmented: name it after its part "
                         "(train.jsonl), leave it out, or give --any-part");
    for (std::size_t i = 0; i < parts.size(); ++i) {
      found.inputs.shards[i].part = parts[i];
      if (std::find(found.parts.begin(), found.parts.end(), parts[i]) == found.parts.end())
        found.parts.push_back(parts[i]);
    }
  }
  return {};
}

}  // namespace dsprep::cli

// The plan in words, for --dry-run: what each pass does, with which parameters, in how much memory.
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/human.h"
#include "pipeline/pipeline.h"
#include "registry/describe.h"

namespace dsprep::pipeline {
namespace {

std::string describe(const Step& step) {
  std::string line = step.name;
  if (step.name != step.spec->name) line += " (" + std::string(step.spec->name) + ")";
  for (const auto& [name, value] : step.values) {
    if (!value.set()) continue;
    line += "\n        " + name + " = " + registry::value_text(value);
  }
  return line;
}

}  // namespace

std::string explain_plan(const Pipeline& pipeline, std::uint64_t memory_budget, unsigned threads) {
  std::string out = "text: " + pipeline.spec.text + "\n";
  out += "id:   " + (pipeline.spec.id ? *pipeline.spec.id : "XXH3-128 of the line") + "\n";
  out += "seed: " + std::to_string(pipeline.spec.seed) + "\n";
  out += "config hash: " + config_hash(pipeline) + "\n";
  int pass = 1;
  out += "pass 1\n";
  if (pipeline.steps.empty()) out += "    (no steps: records are checked and copied)\n";
  for (std::size_t i = 0; i < pipeline.steps.size(); ++i) {
    const Step& step = pipeline.steps[i];
    const bool report = step.spec->family == Family::report;
    out += "    " + describe(step) + "\n";
    for (const DatasetSource& source : step.references) out += "        compares with " + source.path + "\n";
    for (const ArtifactUse& artifact : step.artifacts)
      out += (artifact.made ? "        writes " : "        reads ") + artifact.name + "\n";
    if (std::holds_alternative<std::unique_ptr<GlobalOp>>(step.op) && !report)
      out += "pass " + std::to_string(++pass) + ": applies what " + step.name + " decided\n";
    if (std::holds_alternative<std::unique_ptr<OrderOp>>(step.op))
      out += "pass " + std::to_string(++pass) + ": in the order of " + step.name + "\n";
  }
  // A worker holds its chunk, the records' texts and the blocks it writes: some 8 MiB at the default chunk size.
  out += "memory: about " + base::format_size((32ull << 20) + threads * (16ull << 20)) + " for " +
         base::format_counted(threads, "thread");
  if (pipeline.whole_dataset())
    out += ", and up to " + base::format_size(memory_budget) +
           " for whole-dataset steps (--memory); past it they use --tmp";
  return out + "\n";
}

}  // namespace dsprep::pipeline

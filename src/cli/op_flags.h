// Operators as options of a subcommand: --gopher-quality=min_words=30, and the plain options of a principal operator.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli/arguments.h"
#include "dsprep/op_spec.h"
#include "dsprep/pipeline.h"
#include "registry/registry.h"

namespace dsprep::cli {

// A parameter of a principal operator as an option of the subcommand: --stratify /label. Of a table, each name that its
// default holds is an option too: --train 0.8 is an entry of ratios.
struct PlainOption {
  std::string name;  // "stratify", "train"
  ParamInfo param;
  std::string key;  // of a table's entry; empty: the whole parameter
  OptionShape shape() const;
};
// Leaves out what would be named like one of `taken`.
std::vector<PlainOption> plain_options(const OpSpec& op, const std::vector<std::string>& taken);

// Applies a plain option to its step. A boolean without a value is true.
Status apply_plain(const PlainOption& option, const std::optional<std::string>& value, StepSpec& step);

// The step of `--NAME` or `--NAME=settings`.
Result<StepSpec> step_of_flag(const OpSpec& op, const std::optional<std::string>& settings);

// Applies `--set OP.param=value` to the step of that name.
Status apply_set(const std::string& text, const registry::Registry& registry, std::vector<StepSpec>& steps);

}  // namespace dsprep::cli

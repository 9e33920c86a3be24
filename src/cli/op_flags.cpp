#include "cli/op_flags.h"

#include <algorithm>
#include <string_view>
#include <variant>

#include "base/same_name.h"
#include "base/spell.h"
#include "cli/param_text.h"
#include "pipeline/step_names.h"
#include "registry/describe.h"
#include "registry/find_param.h"

namespace dsprep::cli {
namespace {

std::string dashed(std::string name) {
  std::replace(name.begin(), name.end(), '_', '-');
  return name;
}

}  // namespace

OptionShape PlainOption::shape() const {
  const bool flag = param.type == ParamType::boolean;
  return {name, flag ? OptionShape::Takes::maybe : OptionShape::Takes::value};
}

std::vector<PlainOption> plain_options(const OpSpec& op, const std::vector<std::string>& taken) {
  std::vector<PlainOption> options;
  const auto add = [&](std::string name, const ParamInfo& param, std::string key) {
    const bool exists =
        std::find(taken.begin(), taken.end(), name) != taken.end() ||
        std::any_of(options.begin(), options.end(), [&](const PlainOption& o) { return o.name == name; });
    if (!exists) options.push_back({std::move(name), param, std::move(key)});
  };
  const std::vector<ParamInfo> infos = op.params();
  for (const ParamInfo& info : infos) add(dashed(info.name), info, "");
  for (const ParamInfo& info : infos)
    if (const auto* table = std::get_if<ParamTable>(&info.initial); table && info.type == ParamType::table)
      for (const auto& [key, value] : *table) add(dashed(key), info, key);
  return options;
}

Status apply_plain(const PlainOption& option, const std::optional<std::string>& value, StepSpec& step) {
  const Location where{"--" + option.name};
  if (option.key.empty()) {
    step.params.push_back({option.param.name, value ? parse_param(option.param, *value) : ParamValue(true), where});
    return {};
  }
  // Entries gather in one table, in the order given.
  ParamInfo entry = option.param;
  entry.type = ParamType::number;
  ParamValue number = parse_param(entry, *value);
  auto setting = std::find_if(step.params.rbegin(), step.params.rend(),
                              [&](const ParamSetting& s) { return s.name == option.param.name; });
  if (setting == step.params.rend() || !std::holds_alternative<ParamTable>(setting->value)) {
    step.params.push_back({option.param.name, ParamTable{}, where});
    setting = step.params.rbegin();
  }
  auto& table = std::get<ParamTable>(setting->value);
  const auto same = std::find_if(table.begin(), table.end(), [&](const auto& e) { return e.first == option.key; });
  if (same != table.end()) same->second = std::move(number);
  else table.emplace_back(option.key, std::move(number));
  return {};
}

Result<StepSpec> step_of_flag(const OpSpec& op, const std::optional<std::string>& settings) {
  StepSpec step;
  step.op = op.name;
  step.where = {registry::flag_of(op)};
  if (settings) {
    DSPREP_TRY(step.params, parse_settings(op, *settings, step.where));
  }
  return step;
}

Status apply_set(const std::string& text, const registry::Registry& registry, std::vector<StepSpec>& steps) {
  const Location where{"--set " + text};
  const std::size_t equals = text.find('=');
  // A step's name may hold a '.', a parameter's does not.
  const std::size_t dot = equals == std::string::npos ? equals : text.rfind('.', equals);
  if (dot == std::string::npos || dot == 0 || dot + 1 == equals)
    return usage_error(where.prefix() + "expected OP.PARAM=VALUE, like gopher_quality.min_words=30");
  const std::string name = text.substr(0, dot), param = text.substr(dot + 1, equals - dot - 1);
  const std::vector<std::string> names = pipeline::step_names(steps);
  const auto found =
      std::find_if(names.begin(), names.end(), [&](const std::string& n) { return base::same_name(n, name); });
  if (found == names.end()) {
    std::string all;
    for (const std::string& one : names) all.append(all.empty() ? "" : ", ").append(one);
    return usage_error(where.prefix() + "there is no step \"" + name + "\"" + base::did_you_mean(name, names) +
                       (all.empty() ? "; the pipeline has no steps" : "; the steps are: " + all));
  }
  StepSpec& step = steps[static_cast<std::size_t>(found - names.begin())];
  const OpSpec* op = registry.find(step.op);
  if (!op) return {};  // the unknown op is refused where it stands
  const std::vector<ParamInfo> infos = op->params();
  if (const ParamInfo* info = registry::find_param(infos, param)) {
    step.params.push_back({info->name, parse_param(*info, std::string_view(text).substr(equals + 1)), where});
    return {};
  }
  return usage_error(where.prefix() + std::string(op->name) + " has no parameter \"" + param + "\"" +
                     base::did_you_mean(param, registry::param_names(infos)) + "; `dsprep ops " +
                     std::string(op->name) + "` lists them");
}

}  // namespace dsprep::cli

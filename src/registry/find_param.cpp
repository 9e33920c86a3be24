#include "registry/find_param.h"

#include <algorithm>

#include "base/same_name.h"

namespace dsprep::registry {

const ParamInfo* find_param(const std::vector<ParamInfo>& infos, std::string_view name) {
  const auto found =
      std::find_if(infos.begin(), infos.end(), [&](const ParamInfo& info) { return base::same_name(info.name, name); });
  return found == infos.end() ? nullptr : &*found;
}

std::vector<std::string> param_names(const std::vector<ParamInfo>& infos) {
  std::vector<std::string> names;
  for (const ParamInfo& info : infos) names.push_back(info.name);
  return names;
}

const ParamValue* find_value(const ParamValues& values, std::string_view name) {
  const auto found = std::find_if(values.begin(), values.end(), [&](const auto& value) { return value.first == name; });
  return found == values.end() ? nullptr : &found->second;
}

}  // namespace dsprep::registry

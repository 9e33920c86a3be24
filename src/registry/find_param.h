// Parameters by name.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsprep/params.h"

namespace dsprep::registry {

// Null where there is none; '-' and '_' are the same.
const ParamInfo* find_param(const std::vector<ParamInfo>& infos, std::string_view name);

std::vector<std::string> param_names(const std::vector<ParamInfo>& infos);

// What was given for a parameter, or null.
const ParamValue* find_value(const ParamValues& values, std::string_view name);

}  // namespace dsprep::registry

#include "registry/checks_parts.h"

#include <algorithm>
#include <string>
#include <vector>

namespace dsprep::registry {

bool checks_parts(const OpSpec& op) {
  if (op.family != Family::split) return false;
  const std::vector<ParamInfo> params = op.params();
  return std::any_of(params.begin(), params.end(), [](const ParamInfo& param) { return param.name == "part"; });
}

}  // namespace dsprep::registry

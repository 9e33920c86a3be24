#include "registry/mixes_sources.h"

#include <algorithm>
#include <vector>

namespace dsprep::registry {

bool mixes_sources(const OpSpec& op) {
  if (op.family != Family::split) return false;
  const std::vector<ParamInfo> params = op.params();
  return std::any_of(params.begin(), params.end(), [](const ParamInfo& param) { return param.name == "weights"; });
}

}  // namespace dsprep::registry

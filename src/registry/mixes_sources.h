// mixes_sources: ops that draw from the sources by their weights.
#pragma once

#include "dsprep/op_spec.h"

namespace dsprep::registry {

// An op of the family split with the parameter `weights`, by source, looks at those of [[source]] where it is not
// given. Where a pipeline has no such step they would change nothing, and are refused.
bool mixes_sources(const OpSpec& op);

}  // namespace dsprep::registry

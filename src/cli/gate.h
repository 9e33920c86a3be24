// --gate: a number of the report that must keep to a limit, so that a build fails when data gets worse.
#pragma once

#include <string>
#include <vector>

#include "dsprep/result.h"
#include "pipeline/pipeline.h"
#include "report/gates.h"

namespace dsprep::cli {

using report::Gate;

Result<Gate> parse_gate(const std::string& text);  // "duplicates<=0.01"; also >=, <, >, ==

// Refuses a gate on what no step of the pipeline finds.
Status check_gates(const std::vector<Gate>& gates, const pipeline::Pipeline& pipeline);

}  // namespace dsprep::cli

// --gate: a number of the report that must keep to a limit, so that a build fails when data gets worse.
#pragma once

#include <string>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/result.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"

namespace dsprep::cli {

struct Gate {
  std::string metric;  // "profile.duplicates", or without the step's name
  enum class Compare { at_most, at_least, below, above, equals } compare = Compare::at_most;
  double limit = 0;
  std::string text;  // as typed
};

Result<Gate> parse_gate(const std::string& text);  // "duplicates<=0.01"; also >=, <, >, ==

// Refuses a gate on what no step of the pipeline finds.
Status check_gates(const std::vector<Gate>& gates, const pipeline::Pipeline& pipeline);

// A line for every gate that is broken: what was measured, that nothing of that name was, or that the figure is an
// estimate, which may lie on either side of the limit: a gate passes on what is known.
std::vector<std::string> broken_gates(const std::vector<Gate>& gates,
                                      const std::vector<pipeline::StepFindings>& findings);

}  // namespace dsprep::cli

// Gates: limits that numbers of the report must keep to.
#pragma once

#include <string>
#include <vector>

#include "pipeline/run_result.h"

namespace dsprep::report {

struct Gate {
  std::string metric;  // "profile.duplicates", or without the step's name
  enum class Compare { at_most, at_least, below, above, equals } compare = Compare::at_most;
  double limit = 0;
  std::string text;  // as typed
};

// Holds what was found against `gates`, in their order, and against the limits that metrics bring with them. A figure
// that is an estimate passes where it keeps to the limit wherever in its interval it lies; it is undecided where the
// limit lies within. A gate on a metric that was not found is broken.
std::vector<pipeline::GateResult> judge_gates(const std::vector<Gate>& gates,
                                              const std::vector<pipeline::StepFindings>& findings);

}  // namespace dsprep::report

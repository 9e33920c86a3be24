// What the findings of a run say to its user at the end: warnings, and gates that did not hold.
#pragma once

#include <vector>

#include "pipeline/run_result.h"
#include "report/warnings.h"

namespace dsprep::cli {

// As lines, or as events of their own where logs are JSON. Notes are told with information, all others as warnings.
void say_warnings(const std::vector<report::RunWarning>& warnings);

// Tells those that are broken or cannot be judged; true where there are such.
bool say_gates(const std::vector<pipeline::GateResult>& gates);

}  // namespace dsprep::cli

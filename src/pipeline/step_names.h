// The names of steps.
#pragma once

#include <string>
#include <vector>

#include "dsprep/pipeline.h"

namespace dsprep::pipeline {

// Each step's: what the user chose, else its op, and where an op has several such steps op, op-2, op-3, … Unchecked:
// two may be the same.
std::vector<std::string> step_names(const std::vector<StepSpec>& steps);

}  // namespace dsprep::pipeline

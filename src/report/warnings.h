// Warnings: what went through as asked and is yet most likely not what was meant. Told at the end of a run, and part of
// no file.
#pragma once

#include <string>
#include <vector>

#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"

namespace dsprep::report {

struct Warning {
  std::string kind;  // "absent_field", "missing_id", "empty_part", or the step that warns
  std::string text;  // one line
};

std::vector<Warning> warnings(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result);

}  // namespace dsprep::report

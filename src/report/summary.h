// The run in a few lines, for standard error at the end: records, drops by step and rule, malformed by reason, where it went.
#pragma once

#include <string>

#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"

namespace dsprep::report {

std::string summary(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result, const std::string& output);

}  // namespace dsprep::report

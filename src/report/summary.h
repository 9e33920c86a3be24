// The run in a few lines, for standard error at the end: records, drops by step and rule, malformed by reason, how long
// it took, where it went; then what the steps counted.
#pragma once

#include <string>

#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"

namespace dsprep::report {

// `output`: as it is told, "-" or "" for standard output.
std::string summary(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result, const std::string& output);

// The same for log collectors: the members of a JSON object, without its braces (base::log_event).
std::string summary_members(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result,
                            const std::string& output);

}  // namespace dsprep::report

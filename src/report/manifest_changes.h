// The manifests of two datasets side by side: which settings differ, and what each step did in the one and the other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsprep/findings.h"
#include "dsprep/result.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"
#include "port/files.h"

namespace dsprep::report {

// Tables of what differs. REQUIRES valid JSON objects.
std::vector<Finding> manifest_changes(std::string_view reference, std::string_view current);

// Where a run does nothing but report on one dataset that dsprep wrote, and compares it with another such: adds those
// tables to what the step found that compares.
Status add_manifest_changes(port::Files& files, const std::vector<std::string>& inputs,
                            const pipeline::Pipeline& pipeline, pipeline::RunResult& result);

}  // namespace dsprep::report

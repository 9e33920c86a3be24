// Findings as files: report.json for programs, report.html for people. Both are pure functions of the findings; the page is
// self-contained (inline SVG and CSS, no scripts, no network) and readable without colours, in the dark and on paper.
#pragma once

#include <string>

#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"

namespace dsprep::report {

std::string report_json(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result);
std::string report_html(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result);

}  // namespace dsprep::report

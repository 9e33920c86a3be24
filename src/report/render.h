// Findings as files: report.json for programs, report.html for people. Both are pure functions of the findings; the
// page is self-contained (inline SVG and CSS, no scripts, no network) and readable without colours, in the dark and on
// paper.
#pragma once

#include <string>

#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"

namespace dsprep::report {

std::string report_json(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result);

// What the page says about itself. Empty ones are left out.
struct PageFacts {
  std::string name;     // of the dataset: "crawl-2026"
  std::string date;     // "2026-11-30 17:25 UTC"
  std::string command;  // as typed
};
std::string report_html(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result, const PageFacts& facts);

}  // namespace dsprep::report

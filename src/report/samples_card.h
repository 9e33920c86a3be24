// Dropped records to look at: of each step and rule a few, as texts.
#pragma once

#include <string>

#include "dsprep/value.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"

namespace dsprep::report {

bool has_samples(const pipeline::Books& books);
// REQUIRES has_samples.
void append_samples_cards(std::string& out, const pipeline::Pipeline& pipeline, const pipeline::Books& books);
// For report.json: {"STEP": [{"rule", "file", "line", "text", "why"}, …]}, steps with samples only.
void append_samples(ValueBuilder& json, const pipeline::Pipeline& pipeline, const pipeline::Books& books);

}  // namespace dsprep::report

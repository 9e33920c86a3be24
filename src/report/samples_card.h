// Records to look at: of each step and rule a few that it dropped, edited or has something to tell of, as texts.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsprep/value.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"

namespace dsprep::report {

// What the engine took of a step's records, and what the step itself tells of.
struct StepSample {
  std::string step;
  const Sample* sample = nullptr;
  bool hidden = false;  // its texts are not shown: they may hold what a step removes
};

// By step in the order of the pipeline; views of `result`.
std::vector<StepSample> samples_of(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result);

std::string_view name_of(Sample::Outcome outcome);  // "dropped", "edited", …

// A card for each step, rule and outcome. `samples` is not empty.
void append_samples_cards(std::string& out, const std::vector<StepSample>& samples);
// For report.json: {"STEP": [{"outcome", "rule", "record", "place", "before", "after", "why"}, …]}
void append_samples(ValueBuilder& json, const std::vector<StepSample>& samples);

}  // namespace dsprep::report

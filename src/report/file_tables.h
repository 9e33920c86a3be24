// Inputs, outputs and the configuration on the page, folded away.
#pragma once

#include <string>

#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"

namespace dsprep::report {

void append_inputs_card(std::string& out, const pipeline::RunResult& result);
void append_outputs_card(std::string& out, const pipeline::RunResult& result);
void append_config_card(std::string& out, const pipeline::Pipeline& pipeline);

}  // namespace dsprep::report

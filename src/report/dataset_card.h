// The dataset card: OUT/README.md, whose first lines tell Hugging Face `datasets` and the hub which files are data, so
// that load_dataset("OUT") reads data/ with its parts as splits, and neither dropped/ nor malformed/.
#pragma once

#include <string>

#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"

namespace dsprep::report {

// A function of what the manifest holds: no time, no path of this machine. `version`: of dsprep.
std::string dataset_card(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result,
                         std::string_view version);

}  // namespace dsprep::report

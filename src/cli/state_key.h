// state_key: what --resume compares, so that it goes on only with a run that would write the same bytes.
#pragma once

#include <string>

#include "cli/common_options.h"
#include "io/shards.h"
#include "pipeline/pipeline.h"

namespace dsprep::cli {

// Of everything that decides the output: versions, pipeline, options, input files with their sizes and times.
std::string state_key(const pipeline::Pipeline& pipeline, const CommonOptions& options, const io::Inputs& inputs);

// `json`, an object, with the key in front: run.json remembers it once OUT/.dsprep/ is gone.
std::string with_state_key(const std::string& json, const std::string& key);

}  // namespace dsprep::cli

// Where outputs may not lie: on or around what is read, and in each other.
#pragma once

#include <string>
#include <vector>

#include "dsprep/result.h"
#include "exec/run.h"
#include "io/shards.h"
#include "port/files.h"

namespace dsprep::exec {

// Usage errors. `reads`: what is read beside the inputs (reference datasets, word lists, an index, an audit).
Status refuse_overlap(port::Files& files, const Output& output, const io::Inputs& inputs, const std::vector<std::string>& reads);

// Whether --dropped names the place where drops go anyway: OUT/dropped.
Result<bool> is_usual_dropped(port::Files& files, const Output& output);

}  // namespace dsprep::exec

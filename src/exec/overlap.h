// Where outputs may not lie: on or around what is read, and in each other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"
#include "exec/run.h"
#include "io/shards.h"
#include "port/files.h"

namespace dsprep::exec {

// The absolute path of what need not exist yet: its nearest existing ancestor's, and the rest.
Result<std::string> absolute_path(port::Files& files, const std::string& path);

// Whether `path` is `directory` or lies in it. REQUIRES absolute paths.
bool lies_in(std::string_view path, std::string_view directory);

// Usage errors. `reads`: what is read beside the inputs (reference datasets, word lists, an index, an audit).
Status refuse_overlap(port::Files& files, const Output& output, const io::Inputs& inputs,
                      const std::vector<std::string>& reads);

// Whether --dropped names the place where drops go anyway: OUT/dropped.
Result<bool> is_usual_dropped(port::Files& files, const Output& output);

}  // namespace dsprep::exec

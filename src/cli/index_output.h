// What `dsprep index build` and `add` write, and what they say about it.
#pragma once

#include <string>

#include "cli/output_target.h"
#include "dsprep/result.h"
#include "io/shards.h"
#include "pipeline/run_result.h"
#include "port/files.h"

namespace dsprep::cli {

// May FILE be written? Refuses what exists (without --force: with it, what is no index of ours too), inputs, and places
// inside them.
Status prepare_index(port::Files& files, const std::string& path, bool force, const io::Inputs& inputs);

// There is no last pass, so that nobody has refused the records the step could not read: they are entered in the books
// as malformed here.
void count_unread(pipeline::RunResult& result);

// For people: what was read, what was a duplicate of what, and what stands in the file now.
Result<std::string> index_summary(port::Files& files, const std::string& path, const pipeline::RunResult& result);

}  // namespace dsprep::cli

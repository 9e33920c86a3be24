// Inputs that can be read once (standard input, a FIFO), for a run that reads its input in several passes.
#pragma once

#include <vector>

#include "io/shards.h"
#include "port/files.h"
#include "spill/workspace.h"

namespace dsprep::exec {

// Keeps each of them in a temporary file, which takes its place among the shards. Tasks, of which every one would read
// it, are refused.
Status keep_streams(std::vector<io::Shard>& shards, bool tasks, port::Files& files, spill::Workspace& workspace);

}  // namespace dsprep::exec

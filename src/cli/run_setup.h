// What a run is set up with, from the options of the command line: names of its temporary files, the executor's
// options, and what only the compiled pipeline can tell.
#pragma once

#include <string>

#include "cli/common_options.h"
#include "cli/output_target.h"
#include "dsprep/result.h"
#include "exec/run.h"
#include "io/shards.h"
#include "pipeline/pipeline.h"

namespace dsprep::cli {

// Whose temporary files in a shared output are this process's own: a task finds what it left when it was killed.
std::string own_name(const CommonOptions& options);
// Where whole-dataset steps may spill; made on first use only. `own`: own_name().
std::string scratch_directory(const CommonOptions& options, const exec::Output& output, const std::string& own);
exec::RunOptions run_options(const CommonOptions& options, const OutputTarget& target);
// An error where options and pipeline do not go together: tasks of standard input, an audit of what is reordered, a
// split into one stream.
Status check_fit(const pipeline::Pipeline& pipeline, const OutputTarget& target, const CommonOptions& options,
                 const io::Inputs& inputs);

}  // namespace dsprep::cli

// Replay: filters that answer from what an audit measured, so that a run with other limits need not measure again. What
// they give is what the filters themselves would give: the same verdicts, drops, notes and counts (docs/audit.md).
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"
#include "port/files.h"

namespace dsprep::exec {

// Which steps an audit can answer for: those that judge and neither edit, route nor derive, up to the first step behind
// which a record may have been another one, had earlier steps dropped some (one that derives, or edits by what it
// learned of the whole).
std::vector<bool> answerable(const pipeline::Pipeline& pipeline);

// Puts such filters in the place of the steps that the audit in `directory` can answer for. `outputs`: its files. The
// pipeline is the audit's, with other limits.
Status replay_filters(port::Files& files, const std::string& directory,
                      const std::vector<pipeline::OutputFile>& outputs, pipeline::Pipeline& pipeline);

}  // namespace dsprep::exec

// Report files: where they may go, and writing them.
#pragma once

#include "cli/output_target.h"
#include "dsprep/result.h"
#include "io/shards.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"
#include "port/files.h"
#include "report/render.h"

namespace dsprep::cli {

// Refuses a file to write that lies inside an input directory, where the next run would read it, or is an input.
Status refuse_inside_inputs(port::Files& files, const std::string& path, const io::Inputs& inputs);

// Refuses a report that exists (without --force) and one inside an input.
Status prepare_report(port::Files& files, const OutputTarget& target, bool force, const io::Inputs& inputs);

// Writes report.html and report.json into `directory`.
Status write_report_files(port::Files& files, const std::string& directory, const pipeline::Pipeline& pipeline,
                          const pipeline::RunResult& result, const report::PageFacts& facts);

// Writes what `dsprep report` was asked for.
Status write_report(port::Files& files, const OutputTarget& target, const pipeline::Pipeline& pipeline,
                    const pipeline::RunResult& result, const report::PageFacts& facts);

}  // namespace dsprep::cli

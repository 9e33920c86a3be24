// Report files: where they may go, and writing them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli/output_target.h"
#include "dsprep/result.h"
#include "exec/close_output.h"
#include "io/shards.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"
#include "port/files.h"
#include "report/render.h"

namespace dsprep::cli {

// Refuses a file to write that lies inside an input directory, where the next run would read it, or is an input.
Status refuse_inside_inputs(port::Files& files, const std::string& path, const io::Inputs& inputs);

// Refuses a report that exists (without --force; with it, what is no report of dsprep) and one inside an input.
// `reads`: what is read beside the inputs.
Status prepare_report(port::Files& files, const OutputTarget& target, bool force, const io::Inputs& inputs,
                      const std::vector<std::string>& reads);

// May the report at `path`, a file, be replaced? Usage error where --force is not given, or where it is no report of
// dsprep.
Status refuse_existing_report(port::Files& files, const std::string& path, bool force);

// report.html and report.json, as they stand in a directory.
std::vector<exec::ClosingFile> report_files(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result,
                                            const report::PageFacts& facts);

// A FIFO or a device is written into; a file is replaced.
Status write_report_to(port::Files& files, const std::string& path, std::string_view report);

// Writes what `dsprep report` was asked for.
Status write_report(port::Files& files, const OutputTarget& target, const pipeline::Pipeline& pipeline,
                    const pipeline::RunResult& result, const report::PageFacts& facts);

}  // namespace dsprep::cli

// What a run reads: its inputs, and what else no output may replace.
#pragma once

#include <string>
#include <vector>

#include "cli/assemble.h"
#include "dsprep/result.h"
#include "io/format.h"
#include "io/shards.h"
#include "pipeline/pipeline.h"
#include "port/files.h"

namespace dsprep::cli {

// What the INPUTs or the config's sources mean on disk.
struct FoundInputs {
  io::Inputs inputs;
  std::vector<std::string> parts;  // that they bring, in input order
};
Result<FoundInputs> find_inputs(const Request& request, port::Files& files, const io::Formats& formats);

// Reference datasets, word lists, indexes, the audit that is replayed.
std::vector<std::string> read_beside(const pipeline::Pipeline& pipeline, const Request& request);

// Refuses reference datasets that are not there or not whole: better now than after the first pass.
Status check_references(const pipeline::Pipeline& pipeline, port::Files& files, const io::Formats& formats);

}  // namespace dsprep::cli

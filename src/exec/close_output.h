// The end of a run: the files that tell of it, and the manifest, which says that all is there.
#pragma once

#include <string>
#include <vector>

#include "exec/output_state.h"
#include "exec/run.h"
#include "pipeline/run_result.h"
#include "port/files.h"

namespace dsprep::exec {

// A file of the output that is made at the end: report.html, a dataset card. run.json lists it, so that --force knows
// it for dsprep's.
struct ClosingFile {
  std::string name, bytes;
};
// [{"path": …, "bytes": …, "hash": …}], for run.json's "files".
std::string listing(const std::vector<ClosingFile>& files);

struct Closing {
  std::vector<ClosingFile> files;
  std::string run_json, manifest_json;  // of a stream: nothing
  std::string version, state_key;       // for the manifest of --dropped
};

// Writes what is left of an output (all of it whole, the manifest last), then removes .dsprep/. What --resume compares
// stays, as run.json's state_key.
Status close_output(port::Files& files, const Output& output, const pipeline::RunResult& result,
                    const Closing& closing);

// Removes .dsprep/ of a run that is over and its manifest written.
Status finish_output(port::Files& files, const Output& output);
Status remove_state(port::Files& files, const Place& place);

}  // namespace dsprep::exec

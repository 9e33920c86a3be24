// Is the output fit to be written to? Refuses, locks, and clears it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "exec/output_lock.h"
#include "exec/run.h"
#include "io/shards.h"
#include "port/files.h"

namespace dsprep::exec {

struct Preparation {
  bool force = false, resume = false;
  bool shared = false;  // --task: join what siblings with the same state_key began
  std::string state_key;
  // Of shared ones: "task-0-of-3", which names the temporary files that are this task's own; and what `dsprep merge`
  // must know of the command, a JSON value that is kept beside the key.
  std::string own, command;
  std::string role, doing;             // of shared ones: for OutputLock::take
  std::string scratch;                 // where this process spills: a name that ends in port::process_token()
  std::vector<std::string> reads;      // what is read beside the inputs
  std::vector<std::string> artifacts;  // names of the files that steps write
};

struct Prepared {
  bool finished = false;             // --resume finds nothing left to do
  std::unique_ptr<OutputLock> lock;  // until the run is over and its manifest written
};

// Refuses (usage error) an output that holds anything, without --force or --resume; one inside an input, an input
// inside it; one that another process is writing. With force removes what dsprep wrote there (only that: what its
// manifest or its state names), and refuses where there is more; with resume checks state_key. --dropped DIR is an
// output like any other.
Result<Prepared> prepare_output(port::Files& files, const Output& output, const io::Inputs& inputs,
                                const Preparation& how);

}  // namespace dsprep::exec

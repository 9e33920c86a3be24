// Stage: one step as a pass runs it. A step is fresh in exactly one pass, where it is counted and its drops are
// written; in later passes it is done again to rebuild the records (or skipped, where its verdicts are remembered).
#pragma once

#include <cstddef>
#include <vector>

#include "dsprep/op.h"
#include "pipeline/pipeline.h"

namespace dsprep::exec {

struct Stage {
  const pipeline::Step* step = nullptr;
  std::size_t index = 0;       // of the step in the pipeline
  const MapOp* map = nullptr;  // exactly one of these
  const BatchOp* batch = nullptr;
  const GlobalOp* tap = nullptr;  // observes on the way: reports, and the step a pass ends with
  std::size_t tap_index = 0;      // of the taps of this pass
  bool fresh = true;
  bool skip = false;  // a filter that every record still alive has passed
  int audit = -1;     // its number among the steps this pass measures; -1: not measured
};

}  // namespace dsprep::exec

// A run that never was, with everything a run can have: for the tests of this room, and for looking at the page.
#pragma once

#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"

namespace dsprep::test {

struct SampleRun {
  pipeline::Pipeline pipeline;
  pipeline::RunResult result;
};

// Three steps (whitespace, quality with rules and counters, a report), malformed reasons, findings of every chart, text
// in many scripts and text that wants to be markup. Books balance.
SampleRun sample_run();

}  // namespace dsprep::test

// Reference datasets: what a whole-dataset step compares with, read before the step decides.
#pragma once

#include "exec/pass.h"
#include "exec/run.h"
#include "io/format.h"
#include "pipeline/pipeline.h"

namespace dsprep::exec {

// A pass over each reference dataset of the step: what its observers saw goes into observers.references.
Status observe_references(const pipeline::Pipeline& pipeline, std::size_t index, const GlobalOp& op,
                          const io::Formats& formats, const RunOptions& options, PassWorld& world,
                          Observers& observers);

}  // namespace dsprep::exec

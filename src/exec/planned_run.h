// What can be told of a run before it begins: how often it reads, how many passes it has, and what cannot be.
#pragma once

#include <cstdint>
#include <vector>

#include "exec/run.h"
#include "io/shards.h"
#include "pipeline/pipeline.h"

namespace dsprep::exec {

// Reports decide last, and end no pass.
inline bool is_report(const pipeline::Step& step) { return step.spec->family == Family::report; }
// An output of artifacts alone has no pass that writes records, and so no books of them.
inline bool writes_records(const Output& output) { return output.kind != Output::Kind::artifacts; }
// Must the writer know all columns first? Then there is a pass for them.
bool needs_columns(const RunOptions& options);
// Does the format of the output have to know the types of all fields before the first record?
bool needs_types(const RunOptions& options);
// Is an input read where it stands rather than as a stream?
bool reads_tables(const std::vector<io::Shard>& shards);
// Is there a pass before the one that writes?
bool reads_again(const pipeline::Pipeline& pipeline, const RunOptions& options);
// Does more than one pass read the input? Behind an order step, records come from where they were sorted.
bool reads_input_twice(const pipeline::Pipeline& pipeline, const RunOptions& options);
// As far as the steps tell: a decision may be another whole-dataset step.
std::uint64_t planned_passes(const pipeline::Pipeline& pipeline, const Output& output, const RunOptions& options);

// A usage error where options, steps and output do not go together.
Status refuse_the_impossible(const pipeline::Pipeline& pipeline, const Output& output, const RunOptions& options);

}  // namespace dsprep::exec

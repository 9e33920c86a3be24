// The countable facts of a run as JSON: what manifest.json and report.json have in common.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "dsprep/value.h"
#include "pipeline/books.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"

namespace dsprep::report {

// Each appends one value where `json` stands. Members come in a fixed order; maps by name.
void append_books(ValueBuilder& json, const pipeline::Books& books);  // {"read": …}, without reasons and steps
void append_malformed_reasons(ValueBuilder& json, const pipeline::Books& books);  // {"invalid UTF-8": 3}
// "passed_over": {"request": 3}; nothing where nothing was
void append_passed_over(ValueBuilder& json, const pipeline::Books& books);
void append_steps(ValueBuilder& json, const pipeline::Pipeline& pipeline, const pipeline::Books& books);
void append_inputs(ValueBuilder& json, const pipeline::RunResult& result);
void append_outputs(ValueBuilder& json, const pipeline::RunResult& result);

std::string_view name_of(pipeline::OutputFile::Kind kind);  // "data", "dropped", "malformed", "artifact"

// The books of step i; empty ones where the run kept none (a pass that never reached it).
const pipeline::StepBooks& books_of_step(const pipeline::Books& books, std::size_t step);

// A rule or counter of a step that is worth showing.
struct Tally {
  std::string_view name;
  std::uint64_t count;
};
// Records that failed each rule: those that are on, and those that failed somebody (--audit). In the OpSpec's order.
std::vector<Tally> rule_tallies(const pipeline::Step& step, const pipeline::StepBooks& books);
std::vector<Tally> counter_tallies(const pipeline::Step& step, const pipeline::StepBooks& books);

}  // namespace dsprep::report

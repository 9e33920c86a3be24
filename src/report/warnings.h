// Warnings: what went through as asked and is yet most likely not what was meant. Told at the end of a run, in
// report.json and on its page; part of no other file.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "dsprep/value.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"

namespace dsprep::report {

struct RunWarning {
  std::string kind;  // "absent_field", "missing_id", "empty_part", or the step that warns
  Warning warning;   // a step's text begins with its name
};

// The most severe first, equally severe ones in the order of the steps.
std::vector<RunWarning> warnings(const pipeline::Pipeline& pipeline, const pipeline::RunResult& result);

std::string_view name_of(Warning::Severity severity);  // "note", "warning", "serious"

// One line for people: "serious: STEP: TEXT: REMEDY".
std::string warning_line(const RunWarning& warning);
// The members of a JSON object, without its braces (base::log_event).
std::string warning_members(const RunWarning& warning);

// For report.json, and for the page; the card is nothing where there are none.
void append_warnings(ValueBuilder& json, const std::vector<RunWarning>& warnings);
void append_warnings_card(std::string& out, const std::vector<RunWarning>& warnings);

}  // namespace dsprep::report

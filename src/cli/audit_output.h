// What becomes of an audit when its run is over, and the answers of `run --replay DIR` without records.
#pragma once

#include <string>

#include "cli/assemble.h"
#include "cli/audit_plan.h"
#include "cli/common_options.h"
#include "dsprep/result.h"
#include "pipeline/audit_report.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"
#include "port/files.h"

namespace dsprep::cli {

// Writes OUT/audit/plan.json and lists it, counts from the measurements what the report says, and holds them to the
// books.
Status finish_audit(port::Files& files, const std::string& side, const pipeline::Pipeline& pipeline,
                    pipeline::RunResult& result);

// --replay DIR without records: no -o, or one that names a report.
bool tells_only(const CommonOptions& options);
Result<int> replay_report(const Request& request, const Surroundings& surroundings);

// Refuses a rule that was switched on and that nobody measured.
Status check_measured(const Replay& replay, const pipeline::AuditReport& report);

}  // namespace dsprep::cli

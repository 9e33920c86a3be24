// What an audit tells, as Findings: an overview, and of each step how the values of its rules lie, what other limits
// would keep, and the records nearest to them.
#pragma once

#include <vector>

#include "pipeline/audit_report.h"
#include "pipeline/run_result.h"

namespace dsprep::report {

// The overview first, then the steps that measured something.
std::vector<pipeline::StepFindings> audit_findings(const pipeline::AuditReport& report);

}  // namespace dsprep::report

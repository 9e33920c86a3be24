// What an audit tells, as plain text for a terminal: `run --replay DIR`.
#pragma once

#include <string>

#include "pipeline/audit_report.h"

namespace dsprep::report {

std::string audit_text(const pipeline::AuditReport& report);

}  // namespace dsprep::report

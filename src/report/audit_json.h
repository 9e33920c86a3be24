// An audit as JSON: the member "audit" of report.json.
#pragma once

#include "dsprep/value.h"
#include "pipeline/audit_report.h"

namespace dsprep::report {

void append_audit(ValueBuilder& json, const pipeline::AuditReport& report);

}  // namespace dsprep::report

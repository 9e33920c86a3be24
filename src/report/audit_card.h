// An audit on the page: what its limits would do as a whole, then a card for each rule.
#pragma once

#include <string>

#include "pipeline/audit_report.h"

namespace dsprep::report {

void append_audit_overview(std::string& out, const pipeline::AuditReport& report);
// A chapter for each step that has rules; its anchor is "a1", "a2", …, a rule's "a1-1".
void append_audit_steps(std::string& out, const pipeline::AuditReport& report);
std::string audit_anchor(std::size_t step);
// Whether the step has anything to show.
bool audited(const pipeline::AuditStepReport& step);

}  // namespace dsprep::report

// The chart of one audited rule: how its values lie, and below, on the same axis, what each threshold would keep.
#pragma once

#include <string>

#include "pipeline/audit_report.h"

namespace dsprep::report {

// Inline SVG. The axis goes from edge to edge of the bins in equal steps, so that skewed values can be seen; the limit
// is an edge. Nothing where all values are one. `id` must be unique in the page; `records`: that the step saw.
void append_audit_chart(std::string& out, const pipeline::AuditRuleReport& rule, std::uint64_t records,
                        const std::string& id);

}  // namespace dsprep::report

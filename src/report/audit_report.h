// audit_report: counts from an audit's measurements what each rule does, under the limits of a pipeline: those it was
// measured with, or others (run --replay). Reads the columns twice, block by block; memory does not grow with the
// records.
#pragma once

#include <string>
#include <vector>

#include "pipeline/audit_report.h"
#include "pipeline/books.h"
#include "pipeline/pipeline.h"
#include "pipeline/run_result.h"
#include "port/files.h"

namespace dsprep::report {

// `outputs`: of the audit; those of kind audit are read, below `directory`. The steps of `pipeline` bear the names they
// had then.
Result<pipeline::AuditReport> audit_report(port::Files& files, const std::string& directory,
                                           const std::vector<pipeline::OutputFile>& outputs,
                                           const pipeline::Pipeline& pipeline);

// Do the rows balance with the books of the audit: every record read is in them, once?
Status check_audit(const pipeline::AuditReport& report, const pipeline::Books& books);

}  // namespace dsprep::report

// The report of dedup_minhash: how many duplicates there are and how they were found.
#pragma once

#include "dedup/candidates.h"
#include "dedup/clusters.h"
#include "dedup/duplicate_table.h"
#include "dsprep/findings.h"
#include "ops/clean/dedup_minhash/plan.h"
#include "ops/clean/dedup_minhash/signature_extractor.h"

namespace dsprep::ops::dedup_minhash {

void report(const Plan& plan, const FirstPassTotals& totals, const dedup::Candidates& candidates,
            const dedup::ClusterStats& stats, const dedup::DuplicateTable& table, Findings& findings);

}  // namespace dsprep::ops::dedup_minhash

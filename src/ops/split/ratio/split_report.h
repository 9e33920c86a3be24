// The findings of an exact split: records by part and by stratum, the largest unit, what a ledger held in place.
#pragma once

#include "dedup/clusters.h"
#include "dsprep/op.h"
#include "ops/split/ratio/decide.h"
#include "split/assignment.h"

namespace dsprep::ops::ratio {

void write_report(const ExactPlan& plan, const split::Assignment& assignment, const dedup::ClusterStats& near,
                  Decider& decider);

}  // namespace dsprep::ops::ratio

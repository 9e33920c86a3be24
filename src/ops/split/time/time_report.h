// The findings of a split by time: from when to when each part goes.
#pragma once

#include "dsprep/op.h"
#include "dsprep/result.h"
#include "ops/split/time/date_runs.h"
#include "ops/split/time/lay_out.h"

namespace dsprep::ops::time {

Status write_report(const Schedule& schedule, const Layout& layout, DateRuns& runs, Decider& decider);

}  // namespace dsprep::ops::time

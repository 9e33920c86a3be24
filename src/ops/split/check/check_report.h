// What was found, as findings: metrics with their limits, the pairs, and the parts beside each other.
#pragma once

#include "dsprep/op.h"
#include "ops/split/check/plan.h"
#include "ops/split/check/survey.h"

namespace dsprep::ops::check {

void write_report(const Plan& plan, const Survey& survey, const Decider& decider, Findings& findings);

}  // namespace dsprep::ops::check

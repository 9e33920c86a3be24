// The findings of folds: records by fold, records by stratum and fold, what cannot be even.
#pragma once

#include <vector>

#include "ops/split/folds/plan.h"
#include "split/assignment.h"
#include "split/see_units.h"

namespace dsprep::ops::folds {

// `made`: by repeat.
void write_report(const Plan& plan, const split::Units& units, const std::vector<split::Assignment>& made,
                  Decider& decider);

}  // namespace dsprep::ops::folds

// assign_folds: the folds of every repeat.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsprep/op.h"
#include "ops/split/folds/plan.h"
#include "split/assignment.h"
#include "split/see_units.h"

namespace dsprep::ops::folds {

// By repeat. Each is an assignment of its own: units come in another order, as their hashes are mixed with its number.
Result<std::vector<split::Assignment>> assign_folds(const Plan& plan, split::Units& units, Decider& decider);

}  // namespace dsprep::ops::folds

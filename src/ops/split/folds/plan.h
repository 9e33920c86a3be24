// What the parameters of folds come to; shared by all workers.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "dsprep/record.h"
#include "spill/workspace.h"
#include "split/unit_observer.h"

namespace dsprep::ops::folds {

struct Plan {
  split::UnitPlan units;
  std::size_t k = 0, repeats = 1;
  Field into;  // unbound where each fold becomes parts of its own
  std::string into_pointer;
  // By repeat and fold: of records outside of the fold, and of those in it.
  std::vector<PartId> train, test;
  Counter copies{};       // of parts: what a record is written beyond once
  bool in_parts = false;  // the input has parts, which folds do not look at
  spill::Workspace* workspace = nullptr;
};

}  // namespace dsprep::ops::folds

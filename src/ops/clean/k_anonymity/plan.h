// Plan: what the parameters of k_anonymity come to, shared by all workers.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "dsprep/op.h"
#include "ops/clean/k_anonymity/class_survey.h"
#include "ops/clean/k_anonymity/generalize.h"

namespace dsprep::ops::k_anonymity {

// A quasi-identifier: a field by which, together with others, a person could be looked up.
struct Quasi {
  Field field;
  std::string pointer;
  Hierarchy hierarchy;
};

struct Plan {
  std::vector<Quasi> fields;
  Field sensitive;  // may be unbound
  ClassLimits limits;
  bool generalize = false, report = false;
  double max_dropped = 0;
  spill::Workspace* workspace = nullptr;
};

using Levels = std::vector<std::size_t>;  // by field: its level of generalization

}  // namespace dsprep::ops::k_anonymity

// What label_errors was asked for.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "dsprep/binder.h"
#include "ops/label/label_errors/classes.h"
#include "ops/label/label_errors/confident.h"

namespace dsprep::ops::label_errors {

enum class Method {
  prune_by_noise_rate,
  prune_by_class,
  both,
  confident_learning,
  predicted_neq_given,
  low_normalized_margin,
  low_self_confidence
};
Method method_of(std::string_view name);  // REQUIRES one of the names above

struct Plan {
  Fields fields;
  Field into, score, suggestion;
  std::string into_pointer, score_pointer, suggestion_pointer;
  Method method;
  Score score_method;
  std::int64_t least;  // records of each label that stay
  Counter issues;
  spill::Workspace* workspace;
};

}  // namespace dsprep::ops::label_errors

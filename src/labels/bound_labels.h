// BoundLabels: the field that holds labels, and the one that gets what is made of them.
#pragma once

#include <optional>
#include <string>

#include "dsprep/binder.h"
#include "dsprep/result.h"
#include "labels/label_list.h"
#include "labels/record_labels.h"

namespace dsprep::labels {

struct BoundLabels {
  LabelField from;
  Field into;  // the same where no other is named
  std::string into_pointer;

  static Result<BoundLabels> bind(const std::string& field, const std::optional<std::string>& into, Binder& binder);
  // An error where the list is said to be of another field.
  Status check_field(const LabelList& list, const std::string& path) const;
};

}  // namespace dsprep::labels

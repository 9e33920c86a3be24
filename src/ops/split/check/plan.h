// Plan: what the parameters of check come to, shared by all workers.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "dedup/text_signature.h"
#include "dsprep/binder.h"
#include "dsprep/record.h"

namespace dsprep::ops::check {

// The most that may be found; nothing: no limit.
struct Limits {
  std::optional<std::int64_t> exact, normalized, near, containment, group, label_conflicts, missing_classes,
      empty_parts;
  std::optional<double> label_drift, length_drift;
};

struct Plan {
  Field text, part, group, label;  // part, group: unbound where not given; label: may be in no record
  bool label_given = false;
  std::string text_pointer, part_pointer, group_pointer, label_pointer;
  std::vector<std::string> part_names;  // by PartId::index
  dedup::SignatureRules signature;
  double threshold = 0.8;
  std::size_t min_words = 13;  // shortest text that is looked for inside others
  std::size_t examples = 20;   // of each kind of leak
  Limits limits;
  spill::Workspace* workspace = nullptr;
};

}  // namespace dsprep::ops::check

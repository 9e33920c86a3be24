// FieldUse: which step or option asked for which field, so that one that no record has can be told with its name.
#pragma once

#include <cstddef>
#include <limits>
#include <span>
#include <string>
#include <vector>

#include "dsprep/op.h"
#include "dsprep/op_spec.h"

namespace dsprep::pipeline {

struct Pipeline;
struct Step;
struct Books;

struct FieldUse {
  static constexpr std::size_t no_step = std::numeric_limits<std::size_t>::max();
  std::size_t step = no_step;  // by number
  std::string asked;           // "lable", as the user or the op wrote it
  Field field;
  bool written = false;
  std::string by;       // "ratio.stratify", "--id"
  bool given = false;   // somebody chose it: it is no default
  bool result = false;  // the op makes it
};

// Fills in what the step's parameters tell: by, given, result.
void explain_uses(const Step& step, std::span<FieldUse> uses);

// A line for each field that was asked for and that no record of the input has, with the names there are. What a step
// made is there. Fields that ops only look for by default are left out, unless records were malformed for want of them.
std::vector<std::string> absent_fields(const Pipeline& pipeline, const Books& books);

}  // namespace dsprep::pipeline

// checks_parts: ops that look at a dataset in parts, and change nothing.
#pragma once

#include "dsprep/op_spec.h"

namespace dsprep::registry {

// An op of the family split makes parts, but one with the parameter `part`, the field that says which part a record is
// in: that reads them. Where a command has no other step it writes no records, and parts that no manifest names are
// those of the file names.
bool checks_parts(const OpSpec& op);

}  // namespace dsprep::registry

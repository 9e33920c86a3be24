// One spelling for equal JSON values, as JSON Schema means equal: numbers by their value (1 is 1.0), strings decoded,
// members in any order.
#pragma once

#include <string>

#include "dsprep/value.h"

namespace dsprep::models {

// Appends the canonical spelling: no spaces, members sorted by name (of one name the last), integers exactly whatever
// their size, other numbers as the nearest double. It is for comparing, not for reading.
void append_canonical(std::string& out, const Value& value);

}  // namespace dsprep::models

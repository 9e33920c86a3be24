// Parameter values as JSON, and back.
#pragma once

#include "dsprep/params.h"
#include "dsprep/value.h"

namespace dsprep::registry {

// A table is an object in its order, what is unset null. Recurses as deep as a checked parameter is: three levels.
void write_json(ValueBuilder& out, const ParamValue& value);

// Of any JSON: an integer where it fits 64 bits, else a number; what lies more than eight levels deep is left out.
ParamValue param_value(const Value& json);

}  // namespace dsprep::registry

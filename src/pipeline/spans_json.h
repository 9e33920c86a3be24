// [dataset] spans as the manifest and the plan of an audit have them.
#pragma once

#include <vector>

#include "dsprep/pipeline.h"
#include "dsprep/value.h"

namespace dsprep::pipeline {

// A member "spans": of one list that says nothing else its pointer, else an array of objects; none where there are
// none.
void write_spans(ValueBuilder& out, const std::vector<SpansSpec>& spans);
// What that wrote.
std::vector<SpansSpec> read_spans(Value spans);

}  // namespace dsprep::pipeline

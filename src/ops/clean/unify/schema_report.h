// What is told about a schema: findings for reports and gates, and the file that `datasets` reads.
#pragma once

#include <string>

#include "dsprep/op.h"
#include "ops/clean/unify/schema.h"

namespace dsprep::ops::unify {

void write_report(const Place& schema, Decider& decider);

// The schema as Hugging Face `datasets` writes its Features: Features.from_dict(json.load(file)).
std::string features_json(const Place& schema);

}  // namespace dsprep::ops::unify

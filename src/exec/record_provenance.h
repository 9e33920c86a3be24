// The "_dsprep" objects of dropped/, derived and explained records: how a record came to be what it is.
#pragma once

#include <string>
#include <string_view>

#include "dsprep/op.h"
#include "exec/member.h"
#include "pipeline/pipeline.h"

namespace dsprep::exec {

// {"op":…,"source":{"file","line"},"id":…,"failed":[{"rule","value","limit","note"?}],…attached}
std::string drop_provenance(const pipeline::Step& step, const Judge& judge, const Member& member,
                            std::string_view file);

// Of a derived record, how it was made: {"op":…,"recipe":…,"origins":[…]}, what was not said left out.
std::string describe_origin(std::string_view step, const Derivation& derivation);

// {"parent":…,"op":…,"recipe"?,"origins"?,"copy":n,"trail":[…]}: what a kept record carries where it is derived or
// --explain asks; "" for neither.
std::string kept_provenance(const Member& member, bool explain);

// Appends one decision to a member's trail.
void append_trail(std::string& trail, const pipeline::Step& step, const Judge& judge);

}  // namespace dsprep::exec

// Names and keys of derived records.
#pragma once

#include <cstdint>
#include <string>

#include "dsprep/record.h"
#include "json/field_plan.h"

namespace dsprep::json {

// The slot's pointer, in full: "text" becomes "/text".
std::string exact_pointer(const FieldPlan::Slot& slot);

// The name of the record that was read and from which this one comes, over whatever generations.
std::string root_name(const Record& record);

RecordKey derived_key(const RecordKey& parent, std::uint32_t number);

}  // namespace dsprep::json

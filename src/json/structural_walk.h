// The structural walk: the whole grammar of a record, checked token by token along its structural index.
//
// The index has no entry for the end of a scalar, and needs none: between a scalar's first byte and the next entry
// there is nothing but the scalar and white space, since anything else would have an entry of its own. So a string ends
// at the last byte before the next entry that is not white space, and the walk never looks inside.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "json/field_collector.h"

namespace dsprep::json {

// False where the line is not one JSON object, nested no deeper than 1,024. Escapes are not looked at.
// REQUIRES `positions` to be the structural index of the line.
bool structural_walk(std::string_view line, std::span<const std::uint32_t> positions, FieldCollector& collector);

}  // namespace dsprep::json

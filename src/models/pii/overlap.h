// Of spans that overlap, those that stay: first where a checksum holds, then the longer, then the order of Kind (and of
// the user's patterns), then the one that begins first.
#pragma once

#include <vector>

#include "models/pii/scan.h"

namespace dsprep::models::pii {

// Leaves spans in order, without overlaps.
void resolve_overlaps(std::vector<Found>& found);

}  // namespace dsprep::models::pii

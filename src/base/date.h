// Dates and times as they stand in data: the common part of ISO 8601 and RFC 3339.
#pragma once

#include <optional>
#include <string_view>

namespace dsprep::base {

// Seconds since 1970-01-01T00:00:00Z, or nothing where `text` is no date:
//   2024, 2024-05, 2024-05-17                                      the first moment of it, UTC
//   2024-05-17T08:30, 2024-05-17 08:30:15.25, …Z, …+08:00, …-0530  without an offset: UTC
// A date that the (proleptic Gregorian) calendar does not have is none. Second 60 counts as the next one's 0.
std::optional<double> parse_date(std::string_view text);

}  // namespace dsprep::base

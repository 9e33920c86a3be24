// Dates and times as they stand in data: the common part of ISO 8601 and RFC 3339.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dsprep::base {

// A point of time, to the nanosecond.
struct Moment {
  std::int64_t seconds = 0;  // since 1970-01-01T00:00:00Z, rounded down
  std::uint32_t nanos = 0;   // below 10^9
  auto operator<=>(const Moment&) const = default;
};

// The moment that `text` names, or nothing where it is no date:
//   2024, 2024-05, 2024-05-17                                      the first moment of it, UTC
//   2024-05-17T08:30, 2024-05-17 08:30:15.25, …Z, …+08:00, …-0530  without an offset: UTC
// A date that the (proleptic Gregorian) calendar does not have is none. Second 60 counts as the next one's 0. Digits
// beyond the nanosecond are not looked at.
std::optional<Moment> parse_moment(std::string_view text);
std::optional<double> parse_date(std::string_view text);  // the same in seconds

// A number as JSON writes it ("1700000000.25", "1.7e9"), of seconds since 1970 divided by 10^decimals: 3 for
// milliseconds. Nothing where it is no number, or not of the years 0000 to 9999.
std::optional<Moment> moment_of_number(std::string_view number, int decimals);

std::string format_moment(const Moment& moment);  // "2024-05-17", "2024-05-17T08:30:15.25Z". REQUIRES such a year

}  // namespace dsprep::base

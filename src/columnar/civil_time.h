// Dates and times of columns as ISO 8601, and back, exact to the nanosecond: counts since 1970-01-01, proleptic
// Gregorian.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace dsprep::columnar {

// How many of a unit make a second: 1, 1'000, 1'000'000, 1'000'000'000.
using UnitsPerSecond = std::int64_t;

// "2026-11-30"; years outside of 0000 … 9999 with a sign and as many digits as they need.
void append_date(std::string& out, std::int64_t days);
// "23:59:59", with 6 or 9 digits of a second where they are not all zero (as Python's isoformat).
void append_time(std::string& out, std::int64_t count, UnitsPerSecond units);
// "2026-11-30T23:59:59.250000", and "Z" behind it where `utc`.
void append_timestamp(std::string& out, std::int64_t count, UnitsPerSecond units, bool utc);

// The other way; nothing where the text is something else, or not a whole number of units. A time of day lies in
// 00:00:00 … 23:59:59.999999999. With `utc` a timestamp must say its offset, without it must not.
std::optional<std::int64_t> read_date(std::string_view text);
std::optional<std::int64_t> read_time(std::string_view text, UnitsPerSecond units);
std::optional<std::int64_t> read_timestamp(std::string_view text, UnitsPerSecond units, bool utc);

}  // namespace dsprep::columnar

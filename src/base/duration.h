// Lengths of time as people write them, exact to the nanosecond.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string_view>

#include "base/date.h"

namespace dsprep::base {

struct Duration {
  std::int64_t seconds = 0;  // not negative
  std::uint32_t nanos = 0;
  auto operator<=>(const Duration&) const = default;
  bool none() const { return seconds == 0 && nanos == 0; }
};

// "7d", "1.5 hours", "2 weeks", "30min", "250ms": ms, s, min, h, d, w and their names in full. A day has 86,400
// seconds. Months and years have no length; m may be minutes or months: nothing for them, and past 10,000 years.
std::optional<Duration> parse_duration(std::string_view text);

Moment later(const Moment& moment, const Duration& by);
Moment earlier(const Moment& moment, const Duration& by);
Duration between(const Moment& from, const Moment& to);  // REQUIRES from ≤ to

}  // namespace dsprep::base

#include "ops/split/time/extent.h"

#include <charconv>
#include <optional>
#include <string>
#include <system_error>

namespace dsprep::ops::time {

Result<Extent> read_extent(std::string_view name, std::string_view text) {
  Extent extent;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), extent.records);
  const std::string_view unit(end, static_cast<std::size_t>(text.data() + text.size() - end));
  const std::string start = std::string(name) + " = \"" + std::string(text) + "\" ";
  if (error == std::errc() && unit.empty())
    return usage_error(start + "has no unit: write " + std::string(text) + "d for days, or \"" + std::string(text) +
                       " records\"");
  if (error == std::errc() && (unit == " records" || unit == " record" || unit == "records" || unit == "record")) {
    extent.by_records = true;
    return extent;
  }
  extent.records = 0;
  const std::optional<base::Duration> time = base::parse_duration(text);
  if (!time)
    return usage_error(start +
                       "is no length: write 30d, 2 weeks, 12h, 15min, 30s, or \"200 records\"; months and years "
                       "have no fixed length");
  extent.time = *time;
  return extent;
}

}  // namespace dsprep::ops::time

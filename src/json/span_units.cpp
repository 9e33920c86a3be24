#include "json/span_units.h"

namespace dsprep::json {

std::int64_t count_units(std::string_view text, SpanUnit unit) {
  if (unit == SpanUnit::bytes) return static_cast<std::int64_t>(text.size());
  const bool pairs = unit == SpanUnit::utf16;  // a character of four bytes is a surrogate pair
  std::int64_t units = 0;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    units += (byte & 0xc0) != 0x80;
    units += pairs && byte >= 0xf0;
  }
  return units;
}

SpanMembers span_members(Value span, std::string& scratch) {
  SpanMembers found;
  for (Value::Members it = span.members(); it.next();) {
    const std::string_view key = it.key(scratch);
    if (key == "start") found.start = it.value();
    else if (key == "end") found.end = it.value();
    else if (key == "lost") found.lost = it.value();
    found.behind = it.value().raw().data() + it.value().raw().size();
  }
  return found;
}

std::optional<std::pair<std::int64_t, std::int64_t>> range_of(const SpanMembers& members) {
  const auto start = members.start.integer(), end = members.end.integer();
  if (!start || !end || *start < 0 || *end < *start) return std::nullopt;
  return std::pair(*start, *end);
}

}  // namespace dsprep::json

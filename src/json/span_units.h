// A span label: its members, and what its numbers count.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "dsprep/span_labels.h"
#include "dsprep/value.h"

namespace dsprep::json {

// How long a piece of text is. REQUIRES valid UTF-8 (for bytes: anything).
std::int64_t count_units(std::string_view text, SpanUnit unit);

// The members of a span object that matter; of those of one name the last.
struct SpanMembers {
  Value start, end, lost;
  const char* behind = nullptr;  // behind the last member of all
};
SpanMembers span_members(Value span, std::string& scratch);

// Its start and end, where it is a span: integers, 0 <= start <= end.
std::optional<std::pair<std::int64_t, std::int64_t>> range_of(const SpanMembers& members);

}  // namespace dsprep::json

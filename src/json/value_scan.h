// Steps over pieces of valid JSON, without recursion. On invalid JSON they stay in bounds and always move on.
#pragma once

#include <cstring>
#include <string_view>

namespace dsprep::json {

inline bool is_json_space(char c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r'; }

inline const char* skip_space(const char* p, const char* end) {
  while (p < end && is_json_space(*p)) ++p;
  return p;
}

// From an opening quote to behind the closing one. A quote is escaped where an odd number of backslashes stands before
// it; each backslash is before one quote at most, so that counting them costs no more than passing them.
inline const char* skip_string(const char* p, const char* end) {
  const char* const inside = p + 1;
  for (const char* at = inside; at < end;) {
    const auto* quote = static_cast<const char*>(std::memchr(at, '"', static_cast<std::size_t>(end - at)));
    if (quote == nullptr) return end;
    const char* before = quote;
    while (before > inside && before[-1] == '\\') --before;
    if ((quote - before) % 2 == 0) return quote + 1;
    at = quote + 1;
  }
  return end;
}

// From the first byte of a value to behind its last one.
const char* skip_value(const char* p, const char* end);

// The JSON without white space around it.
std::string_view trimmed(std::string_view json);

}  // namespace dsprep::json

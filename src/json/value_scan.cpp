#include "json/value_scan.h"

namespace dsprep::json {
namespace {

const char* skip_container(const char* p, const char* end) {
  std::size_t depth = 0;
  while (p < end) {
    switch (*p) {
      case '"': p = skip_string(p, end); break;
      case '{':
      case '[':
        ++depth;
        ++p;
        break;
      case '}':
      case ']':
        ++p;
        if (--depth == 0) return p;
        break;
      default: ++p;
    }
  }
  return p;
}

bool ends_scalar(char c) { return c == ',' || c == ']' || c == '}' || c == ':' || is_json_space(c); }

}  // namespace

const char* skip_value(const char* p, const char* end) {
  if (p == end) return end;
  if (*p == '"') return skip_string(p, end);
  if (*p == '{' || *p == '[') return skip_container(p, end);
  do ++p;
  while (p < end && !ends_scalar(*p));
  return p;
}

std::string_view trimmed(std::string_view json) {
  while (!json.empty() && is_json_space(json.front())) json.remove_prefix(1);
  while (!json.empty() && is_json_space(json.back())) json.remove_suffix(1);
  return json;
}

}  // namespace dsprep::json

#include <string>
#include <string_view>

#include "dsprep/value.h"
#include "json/value_scan.h"

namespace dsprep {

std::string indented(std::string_view json) {
  std::string out;
  out.reserve(2 * json.size());  // pages that stay empty cost nothing; growing would hold a large manifest twice
  std::size_t depth = 0;
  const auto new_line = [&] {
    out.push_back('\n');
    out.append(2 * depth, ' ');
  };
  const char* p = json.data();
  const char* const end = p + json.size();
  while ((p = json::skip_space(p, end)) < end) {
    const char c = *p;
    if (c == '{' || c == '[') {
      out.push_back(c);
      p = json::skip_space(p + 1, end);
      if (p < end && (*p == '}' || *p == ']')) {
        out.push_back(*p++);
      } else {
        ++depth;
        new_line();
      }
    } else if (c == '}' || c == ']') {
      if (depth > 0) --depth;
      new_line();
      out.push_back(c);
      ++p;
    } else if (c == ',') {
      out.push_back(c);
      new_line();
      ++p;
    } else if (c == ':') {
      out += ": ";
      ++p;
    } else {
      const char* begin = p;
      p = json::skip_value(p, end);
      out.append(begin, p);
    }
  }
  return out;
}

}  // namespace dsprep

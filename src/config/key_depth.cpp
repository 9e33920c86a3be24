#include "config/key_depth.h"

#include <string>

namespace dsprep::config {
namespace {

// Past the string that starts at `at`; stops at the end of the line for one-line strings that are not closed (a parse
// error that somebody else reports).
std::size_t skip_string(std::string_view toml, std::size_t at) {
  const char quote = toml[at];
  const bool escapes = quote == '"';
  const std::string_view triple = escapes ? "\"\"\"" : "'''";
  const bool multi_line = toml.substr(at, 3) == triple;
  at += multi_line ? 3 : 1;
  while (at < toml.size()) {
    if (escapes && toml[at] == '\\') {
      at += 2;
    } else if (multi_line ? toml.substr(at, 3) == triple : toml[at] == quote) {
      return at + (multi_line ? 3 : 1);
    } else if (!multi_line && toml[at] == '\n') {
      return at;
    } else {
      ++at;
    }
  }
  return toml.size();
}

}  // namespace

std::optional<DeepKey> find_deep_key(std::string_view toml, int most) {
  int line = 1, parts = 1;
  std::size_t line_start = 0, at = 0;
  while (at < toml.size()) {
    const char c = toml[at];
    if (c == '"' || c == '\'') {
      const std::size_t end = skip_string(toml, at);
      for (; at < end; ++at)
        if (toml[at] == '\n') {
          ++line;
          line_start = at + 1;
        }
      continue;
    }
    if (c == '#') {
      while (at < toml.size() && toml[at] != '\n') ++at;
      continue;
    }
    if (c == '.' && ++parts > most) return DeepKey{line, static_cast<int>(at - line_start) + 1};
    if (c == '\n') {
      ++line;
      line_start = at + 1;
    }
    // Whatever ends a key ends the count: a list of a thousand decimals is no deep key.
    if (c == '\n' || c == '=' || c == ',' || c == '[' || c == ']' || c == '{' || c == '}') parts = 1;
    ++at;
  }
  return std::nullopt;
}

}  // namespace dsprep::config

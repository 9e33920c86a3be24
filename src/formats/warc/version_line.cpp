#include "formats/warc/version_line.h"

#include <cstring>
#include <string_view>

namespace dsprep::formats::warc {
namespace {

constexpr std::string_view name = "WARC/";
constexpr std::size_t longest = 32;  // to tell it from what only begins alike
constexpr std::uint8_t major = name.size(), dot = major + 1, minor = dot + 1, line_end = minor + 1;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

// Moves on by one byte; false where it does not go on like that.
bool VersionLine::fits(char c) {
  if (seen_ == longest) return false;
  if (part_ < name.size()) {
    if (c != name[part_]) return false;
    ++part_;
    return true;
  }
  if (part_ == major) {
    part_ = dot;
    return is_digit(c);
  }
  if (part_ == dot) {
    if (c == '.') part_ = minor;
    return c == '.' || is_digit(c);
  }
  if (part_ == minor) {
    part_ = line_end;
    return is_digit(c);
  }
  return is_digit(c) || c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

bool VersionLine::take(char c) {
  if (!fits(c)) {
    reset();
    if (c == name[0]) seen_ = part_ = 1;
    return false;
  }
  ++seen_;
  if (c != '\n') return false;
  reset();
  return true;
}

const char* VersionLine::search(const char* p, const char* end) {
  while (p != end) {
    if (seen_ == 0) {
      p = static_cast<const char*>(std::memchr(p, name[0], static_cast<std::size_t>(end - p)));
      if (p == nullptr) return nullptr;
    }
    if (take(*p++)) return p;
  }
  return nullptr;
}

}  // namespace dsprep::formats::warc

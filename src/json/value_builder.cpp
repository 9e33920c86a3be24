#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <string_view>

#include "dsprep/value.h"
#include "json/escape.h"
#include "json/value_scan.h"

namespace dsprep {
namespace {

template <class T>
void append_number(std::string& out, T value) {
  std::array<char, 32> digits;
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value);
  out.append(digits.data(), end);
}

}  // namespace

// What was written last tells whether a comma is due: nothing but the opening of a container and a key's colon can be
// followed directly by a value, and none of these ends one.
void ValueBuilder::separate() {
  if (out_.empty()) return;
  const char last = out_.back();
  if (last != '{' && last != '[' && last != ':' && last != ',') out_.push_back(',');
}

ValueBuilder& ValueBuilder::begin_object() {
  separate();
  out_.push_back('{');
  return *this;
}

ValueBuilder& ValueBuilder::end_object() {
  out_.push_back('}');
  return *this;
}

ValueBuilder& ValueBuilder::begin_array() {
  separate();
  out_.push_back('[');
  return *this;
}

ValueBuilder& ValueBuilder::end_array() {
  out_.push_back(']');
  return *this;
}

ValueBuilder& ValueBuilder::key(std::string_view name) {
  text(name);
  out_.push_back(':');
  return *this;
}

ValueBuilder& ValueBuilder::text(std::string_view value) {
  separate();
  out_.push_back('"');
  json::append_escaped(out_, value);
  out_.push_back('"');
  return *this;
}

ValueBuilder& ValueBuilder::number(double value) {
  if (!std::isfinite(value)) return null();
  separate();
  append_number(out_, value);
  return *this;
}

ValueBuilder& ValueBuilder::integer(std::int64_t value) {
  separate();
  append_number(out_, value);
  return *this;
}

ValueBuilder& ValueBuilder::unsigned_integer(std::uint64_t value) {
  separate();
  append_number(out_, value);
  return *this;
}

ValueBuilder& ValueBuilder::boolean(bool value) {
  separate();
  out_ += value ? "true" : "false";
  return *this;
}

ValueBuilder& ValueBuilder::null() {
  separate();
  out_ += "null";
  return *this;
}

ValueBuilder& ValueBuilder::raw(std::string_view json) {
  separate();
  out_ += json::trimmed(json);
  return *this;
}

}  // namespace dsprep

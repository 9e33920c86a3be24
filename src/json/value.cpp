#include "dsprep/value.h"

#include <algorithm>
#include <charconv>
#include <limits>

#include "json/escape.h"
#include "json/pointer.h"
#include "json/value_scan.h"

namespace dsprep {
namespace {

// A literal that from_chars calls out of range is beyond one end or the other. Which, its first digit that is not 0
// tells: the power of ten it stands for is positive or it is not. No exponent a file can hold overflows the sums below,
// since one of 18 digits is cut off.
double beyond_range(std::string_view literal) {
  const bool negative = literal.front() == '-';
  std::int64_t power = 0;
  bool significant = false, fraction = false;
  std::size_t i = negative ? 1 : 0;
  for (; i < literal.size() && literal[i] != 'e' && literal[i] != 'E'; ++i) {
    if (literal[i] == '.') {
      fraction = true;
      continue;
    }
    significant |= literal[i] != '0';
    if (!fraction && significant) ++power;
    if (fraction && !significant) --power;
  }
  if (i < literal.size()) {
    ++i;
    const bool down = i < literal.size() && literal[i] == '-';
    if (i < literal.size() && (literal[i] == '-' || literal[i] == '+')) ++i;
    std::int64_t exponent = 0;
    for (; i < literal.size() && exponent < 100'000'000'000'000'000; ++i) exponent = exponent * 10 + (literal[i] - '0');
    power += down ? -exponent : exponent;
  }
  const double magnitude = significant && power > 0 ? std::numeric_limits<double>::infinity() : 0.0;
  return negative ? -magnitude : magnitude;
}

bool is_name(std::string_view raw_key, std::string_view name, std::string& scratch) {
  if (raw_key.find('\\') == std::string_view::npos) return raw_key == name;
  json::unescape(raw_key, scratch);
  return scratch == name;
}

}  // namespace

std::string_view name_of(FieldType type) {
  switch (type) {
    case FieldType::missing: return "missing";
    case FieldType::null: return "null";
    case FieldType::boolean: return "boolean";
    case FieldType::number: return "number";
    case FieldType::text: return "text";
    case FieldType::array: return "array";
    case FieldType::object: return "object";
  }
  return "missing";
}

Value::Value(std::string_view json) : json_(json::trimmed(json)) {}

FieldType Value::type() const {
  if (json_.empty()) return FieldType::missing;
  switch (json_.front()) {
    case '{': return FieldType::object;
    case '[': return FieldType::array;
    case '"': return FieldType::text;
    case 't':
    case 'f': return FieldType::boolean;
    case 'n': return FieldType::null;
    default: return FieldType::number;
  }
}

std::optional<bool> Value::boolean() const {
  if (type() != FieldType::boolean) return std::nullopt;
  return json_.front() == 't';
}

std::optional<double> Value::number() const {
  if (type() != FieldType::number) return std::nullopt;
  double value = 0;
  const auto [stop, error] = std::from_chars(json_.data(), json_.data() + json_.size(), value);
  if (error == std::errc::result_out_of_range) return beyond_range(json_);
  if (error != std::errc()) return std::nullopt;
  return value;
}

std::optional<std::int64_t> Value::integer() const {
  if (type() != FieldType::number) return std::nullopt;
  std::int64_t value = 0;
  const char* end = json_.data() + json_.size();
  const auto [stop, error] = std::from_chars(json_.data(), end, value);
  if (error != std::errc() || stop != end) return std::nullopt;
  return value;
}

std::optional<std::string_view> Value::text(std::string& scratch) const {
  if (type() != FieldType::text || json_.size() < 2) return std::nullopt;
  const std::string_view inside = json_.substr(1, json_.size() - 2);
  if (inside.find('\\') == std::string_view::npos) return inside;
  json::unescape(inside, scratch);
  return scratch;
}

std::optional<std::string> Value::text() const {
  std::string scratch;
  const auto decoded = text(scratch);
  if (!decoded) return std::nullopt;
  return decoded->data() == scratch.data() ? std::move(scratch) : std::string(*decoded);
}

Value::Elements Value::elements() const {
  Elements elements;
  if (type() == FieldType::array) {
    elements.cursor_ = json_.data() + 1;
    elements.end_ = json_.data() + json_.size();
  }
  return elements;
}

Value::Members Value::members() const {
  Members members;
  if (type() == FieldType::object) {
    members.cursor_ = json_.data() + 1;
    members.end_ = json_.data() + json_.size();
  }
  return members;
}

bool Value::Elements::next() {
  const char* p = json::skip_space(cursor_, end_);
  if (p < end_ && *p == ',') p = json::skip_space(p + 1, end_);
  if (p == end_ || *p == ']') {
    cursor_ = end_;
    return false;
  }
  cursor_ = json::skip_value(p, end_);
  value_.json_ = {p, static_cast<std::size_t>(cursor_ - p)};
  return true;
}

bool Value::Members::next() {
  const char* p = json::skip_space(cursor_, end_);
  if (p < end_ && *p == ',') p = json::skip_space(p + 1, end_);
  if (p == end_ || *p != '"') {
    cursor_ = end_;
    return false;
  }
  const char* key_end = json::skip_string(p, end_);
  raw_key_ = key_end - p < 2 ? std::string_view() : std::string_view(p + 1, static_cast<std::size_t>(key_end - p - 2));
  p = json::skip_space(key_end, end_);
  if (p < end_ && *p == ':') p = json::skip_space(p + 1, end_);
  cursor_ = json::skip_value(p, end_);
  value_.json_ = {p, static_cast<std::size_t>(cursor_ - p)};
  return true;
}

std::string_view Value::Members::key(std::string& scratch) const {
  if (raw_key_.find('\\') == std::string_view::npos) return raw_key_;
  json::unescape(raw_key_, scratch);
  return scratch;
}

std::size_t Value::size() const {
  std::size_t count = 0;
  for (Elements it = elements(); it.next();) ++count;
  for (Members it = members(); it.next();) ++count;
  return count;
}

Value Value::operator[](std::string_view key) const {
  Value found;
  std::string scratch;
  for (Members it = members(); it.next();) {
    if (is_name(it.raw_key(), key, scratch)) found = it.value();
  }
  return found;
}

Value Value::at(std::size_t index) const {
  for (Elements it = elements(); it.next();) {
    if (index-- == 0) return it.value();
  }
  return {};
}

Value Value::find(std::string_view pointer) const {
  Value here = *this;
  if (!pointer.empty() && pointer.front() != '/') return {};
  std::string token;
  while (!pointer.empty() && here.exists()) {
    pointer.remove_prefix(1);
    const std::size_t end = std::min(pointer.find('/'), pointer.size());
    if (!json::decode_token(pointer.substr(0, end), token)) return {};
    pointer.remove_prefix(end);
    if (here.type() == FieldType::array) {
      const auto index = json::array_index(token);
      here = index ? here.at(*index) : Value();
    } else {
      here = here[token];
    }
  }
  return here;
}

}  // namespace dsprep

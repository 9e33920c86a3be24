#include "ops/normalize/scale/numbers.h"

#include <charconv>
#include <cmath>
#include <cstddef>
#include <limits>
#include <optional>
#include <system_error>

#include "dsprep/need.h"

namespace dsprep::scale {
namespace {

constexpr double nan = std::numeric_limits<double>::quiet_NaN();

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const std::size_t begin = text.find_first_not_of(space);
  if (begin == text.npos) return {};
  return text.substr(begin, text.find_last_not_of(space) - begin + 1);
}

// "3", "-2.5e3", ".5", "+1"; infinite where it is beyond a double; nothing for "inf", "nan", "1,5", "0x1".
std::optional<double> spelled(std::string_view text) {
  if (text.starts_with('+')) {
    text.remove_prefix(1);
    if (text.starts_with('-')) return std::nullopt;
  }
  if (text.empty() || text.find_first_not_of("0123456789+-.eE") != text.npos) return std::nullopt;
  double number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (end != text.data() + text.size() || error == std::errc::invalid_argument) return std::nullopt;
  if (error == std::errc()) return number;
  // Out of range: too large, or so small that it is 0.
  const std::size_t exponent = text.find_first_of("eE");
  const bool tiny = exponent != text.npos && text.substr(exponent).find('-') != text.npos;
  return tiny ? 0 : std::numeric_limits<double>::infinity();
}

}  // namespace

std::string name_of_shape(Shape shape) {
  if (shape == one_number) return "a number";
  return "an array of " + std::to_string(shape) + (shape == 1 ? " number" : " numbers");
}

Numbers::Found Numbers::add(const NumberField& from, FieldType type, const Value& value, bool in_array) {
  type_ = type;
  fault_ = Fault::type;
  if (type == FieldType::null && in_array && (from.keep_null || from.pointer.find('*') != std::string::npos)) {
    values_.push_back(nan);
    return Found::numbers;
  }
  if (type == FieldType::missing || type == FieldType::null) return Found::nothing;
  std::optional<double> number;
  if (type == FieldType::number) {
    number = value.number();
  } else if (type == FieldType::text) {
    saw_text_ = true;
    if (!from.text_numbers) return Found::wrong;
    const std::string_view text = trimmed(value.text(scratch_).value_or(""));
    if (text.empty()) {
      fault_ = Fault::empty;
      return Found::nothing;
    }
    number = spelled(text);
    fault_ = Fault::no_number;
  }
  if (!number) return Found::wrong;
  if (!std::isfinite(*number)) {
    fault_ = Fault::too_large;
    return Found::wrong;
  }
  values_.push_back(*number);
  return Found::numbers;
}

Numbers::Found Numbers::read(const NumberField& from, const Record& record) {
  values_.clear();
  element_ = 0;
  saw_text_ = false;
  shape_ = one_column;
  const bool many = record.many(from.field);
  const FieldType type = record.type(from.field);
  is_array_ = !many && type == FieldType::array;
  if (!many && !is_array_) {
    if (from.by_element) shape_ = one_number;
    return add(from, type, record.value(from.field), false);
  }
  bool any = false;
  const auto see = [&](FieldType element_type, const Value& value) {
    ++element_;
    const Found found = add(from, element_type, value, true);
    any |= element_type != FieldType::null;
    return found == Found::nothing ? Found::wrong : found;  // nothing in an element of an array
  };
  if (many) {
    for (std::size_t i = 0; i < record.count(from.field); ++i)
      if (see(record.type(from.field, i), record.value(from.field, i)) != Found::numbers) return Found::wrong;
    if (any) return Found::numbers;
    element_ = 0;
    type_ = record.count(from.field) == 0 ? FieldType::missing : FieldType::null;
    fault_ = Fault::type;
    return Found::nothing;
  }
  for (Value::Elements elements = record.value(from.field).elements(); elements.next();) {
    const Value value = elements.value();
    if (from.by_element && element_ == longest_array) {
      fault_ = Fault::too_long;
      return Found::wrong;
    }
    if (see(value.type(), value) != Found::numbers) return Found::wrong;
  }
  if (from.by_element) shape_ = values_.size();
  if (!values_.empty() || !from.by_element) return Found::numbers;
  fault_ = Fault::empty;
  type_ = FieldType::array;
  return Found::nothing;
}

std::string Numbers::why(const NumberField& from) const {
  std::string why;
  switch (fault_) {
    case Fault::type: why = wrong_type(from.pointer, type_, "number"); break;
    case Fault::no_number: why = "field " + from.pointer + " is a text that spells no number"; break;
    case Fault::too_large: why = "field " + from.pointer + " is beyond a double"; break;
    case Fault::too_long:
      return "field " + from.pointer + " has more than " + std::to_string(longest_array) + " elements";
    case Fault::empty: why = "field " + from.pointer + " is empty, not number"; break;
  }
  if (element_ > 0) why += ": element " + std::to_string(element_);
  return why;
}

}  // namespace dsprep::scale

#include "ops/clean/unify/value_kind.h"

#include <cmath>
#include <optional>

namespace dsprep::ops::unify {
namespace {

constexpr std::size_t digits_of_doubles = 17;

// From the first digit that is not 0 to the last: 0.0120 has two.
std::size_t significant_digits(std::string_view number) {
  std::size_t digits = 0, zeros = 0;
  for (const char c : number) {
    if (c == 'e' || c == 'E') break;
    if (c < '0' || c > '9' || (c == '0' && digits == 0)) continue;
    if (c == '0') {
      ++zeros;
    } else {
      digits += zeros + 1;
      zeros = 0;
    }
  }
  return digits;
}

}  // namespace

Kind kind_of(const Value& value) {
  switch (value.type()) {
    case FieldType::boolean: return Kind::boolean;
    case FieldType::number:
      return value.raw().find_first_of(".eE") == std::string_view::npos ? Kind::integer : Kind::number;
    case FieldType::text: return Kind::text;
    case FieldType::array: return Kind::array;
    case FieldType::object: return Kind::object;
    default: return Kind::null;
  }
}

Holder holder_of(Kind kind, const Value& value) {
  if (kind == Kind::integer) {
    constexpr std::size_t always_exact = 15;
    if (value.raw().size() <= always_exact) return Holder::both;
    const std::optional<std::int64_t> integer = value.integer();
    if (!integer) return Holder::nobody;
    constexpr double beyond_integers = 9223372036854775808.0;
    const auto nearest = static_cast<double>(*integer);
    const bool exact = nearest < beyond_integers && static_cast<std::int64_t>(nearest) == *integer;
    return exact ? Holder::both : Holder::integer;
  }
  if (!std::isfinite(value.number().value_or(0))) return Holder::nobody;
  return value.raw().size() > digits_of_doubles && significant_digits(value.raw()) > digits_of_doubles ? Holder::rounded
                                                                                                       : Holder::number;
}

}  // namespace dsprep::ops::unify

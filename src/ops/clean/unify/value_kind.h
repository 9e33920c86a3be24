// What kinds of values a field has, and which of its numbers a reader's types hold exactly.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "dsprep/value.h"

namespace dsprep::ops::unify {

// An integer is a number written without '.' and exponent.
enum class Kind : std::uint8_t { null, boolean, integer, number, text, array, object };
inline constexpr std::size_t kinds = 7;

inline std::string_view name_of(Kind kind) {
  constexpr std::string_view names[kinds] = {"null", "boolean", "integer", "number", "text", "array", "object"};
  return names[static_cast<std::size_t>(kind)];
}

Kind kind_of(const Value& value);  // REQUIRES a value that exists

// Who holds a number exactly.
enum class Holder : std::uint8_t {
  both,     // a 64-bit integer and a double: 7
  integer,  // a 64-bit integer, no double: 9007199254740993
  number,   // a double. Of a fraction, that it has at most 17 significant digits, which is how doubles are printed
  rounded,  // a fraction of more digits, which a double rounds
  nobody,   // an integer beyond 64 bits, a fraction beyond the largest double
};
Holder holder_of(Kind kind, const Value& value);  // REQUIRES an integer or a number

}  // namespace dsprep::ops::unify

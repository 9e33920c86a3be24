// What escapes does a line hold? One flat pass over its bytes, whatever the strings.
#pragma once

#include <cstdint>
#include <string_view>

namespace dsprep::json {

enum class Escapes : std::uint8_t {
  invalid,   // one of them is none, or half a surrogate pair
  any,       // all are valid
  shortest,  // none but \" \\ \b \f \n \r \t: the string is spelled as append_escaped would
};

// `invalid` unless every backslash begins a valid escape and no surrogate is alone. A backslash outside of a string is
// no JSON, and the walk finds that: so strings need not be told apart here, and the 64-byte steps are never
// interrupted. Exact for a valid line; for another one the answer may be either. REQUIRES line_padding readable bytes
// behind the line: it is read 64 bytes at a time, and an escape that begins at its end is looked at whole.
Escapes check_escapes(std::string_view line);

}  // namespace dsprep::json

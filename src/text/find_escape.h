// Escapes in a text as JSON spells it (Record::escaped_text).
#pragma once

#include <cstddef>
#include <string_view>

namespace dsprep::text {

// False where there surely is no \one and no \other. True, too, where a backslash that is escaped itself stands before
// the letter. Without branches, for the vectoriser: most texts have many escapes, of line feeds, and none of those.
inline bool may_have_escape(std::string_view escaped, char one, char other) {
  unsigned char any = 0;
  for (std::size_t i = 0; i + 1 < escaped.size(); ++i) {
    const char letter = escaped[i + 1];
    any |= static_cast<unsigned char>(escaped[i] == '\\') &
           (static_cast<unsigned char>(letter == one) | static_cast<unsigned char>(letter == other));
  }
  return any != 0;
}

}  // namespace dsprep::text

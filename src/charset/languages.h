// What is known of a language beside its list of stop words: its letters and, where that list is short or there is
// none, more of its frequent words. Private to the room.
#pragma once

#include <string_view>

namespace dsprep::charset {

struct Language {
  std::string_view name;     // "lt"
  std::string_view letters;  // beyond a to z, lower case: those of its alphabet and those that loanwords bring
  std::string_view words;    // between spaces
};

// Null: nothing more is known of it.
const Language* known_language(std::string_view name);

}  // namespace dsprep::charset

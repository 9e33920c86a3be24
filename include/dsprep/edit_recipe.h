// tell_edits: the recipe of a copy that edits were made in.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>

namespace dsprep {

// What an augmenter says of a copy: {"edits":3,"seed":"00c5…"}. The seed is all that its choices hang on; in
// hexadecimal, because JSON's numbers have 53 bits in many readers.
inline void tell_edits(std::string& recipe, std::uint64_t edits, std::uint64_t seed) {
  char digits[20];
  recipe.assign("{\"edits\":").append(digits, std::to_chars(digits, digits + sizeof digits, edits).ptr);
  recipe.append(",\"seed\":\"");
  for (int shift = 60; shift >= 0; shift -= 4) recipe += "0123456789abcdef"[seed >> shift & 15];
  recipe.append("\"}");
}

}  // namespace dsprep

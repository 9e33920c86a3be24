// A JSON array of whole numbers, written fast.
#pragma once

#include <charconv>
#include <cstdint>
#include <string>

namespace dsprep::ops::tokenize {

// Replaces `json`. number(i) gives the i-th of `size` numbers.
template <class Number>
void write_array(std::size_t size, Number number, std::string& json) {
  constexpr std::size_t widest = 12;  // of a 32-bit number and its comma
  json.resize(size * widest + 2);
  char* at = json.data();
  char* const end = at + json.size();
  *at++ = '[';
  for (std::size_t i = 0; i < size; ++i) {
    if (i > 0) *at++ = ',';
    at = std::to_chars(at, end, number(i)).ptr;
  }
  *at++ = ']';
  json.resize(static_cast<std::size_t>(at - json.data()));
}

}  // namespace dsprep::ops::tokenize

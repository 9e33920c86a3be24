// The grammar of a JSON number, which is all that decides whether one is accepted: its size does not matter.
#pragma once

namespace dsprep::json {

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }

// Reads the longest number that begins at `p`. `fault` is null where there is one, and the function returns its end;
// else it says what is wrong, and the function returns where.
inline const char* scan_number(const char* p, const char* end, const char*& fault) {
  fault = nullptr;
  if (p < end && *p == '-') ++p;
  if (p == end || !is_digit(*p)) {
    fault = "expected a digit";
    return p;
  }
  if (*p == '0') {
    ++p;
    if (p < end && is_digit(*p)) {
      fault = "a number may not begin with 0";
      return p;
    }
  } else {
    while (p < end && is_digit(*p)) ++p;
  }
  if (p < end && *p == '.') {
    ++p;
    if (p == end || !is_digit(*p)) {
      fault = "expected a digit";
      return p;
    }
    while (p < end && is_digit(*p)) ++p;
  }
  if (p < end && (*p == 'e' || *p == 'E')) {
    ++p;
    if (p < end && (*p == '+' || *p == '-')) ++p;
    if (p == end || !is_digit(*p)) {
      fault = "expected a digit";
      return p;
    }
    while (p < end && is_digit(*p)) ++p;
  }
  return p;
}

}  // namespace dsprep::json

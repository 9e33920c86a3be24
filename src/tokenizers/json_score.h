// Scores of a Unigram model as `tokenizers` reads them: its parser of JSON divides the digits, as a whole number, by a
// power of ten, which is not always the nearest double. Between cuts of equal likelihood (rr r, r rr) the last bit
// decides.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string_view>

namespace dsprep::tokenizers {

// REQUIRES the literal of a JSON number.
inline double score_of(std::string_view literal) {
  std::uint64_t digits = 0;
  int exponent = 0;
  bool full = false, behind_point = false;
  std::size_t i = 0;
  const bool negative = literal[0] == '-';
  if (negative) ++i;
  for (; i < literal.size() && literal[i] != 'e' && literal[i] != 'E'; ++i) {
    if (literal[i] == '.') {
      behind_point = true;
      continue;
    }
    const auto digit = static_cast<std::uint64_t>(literal[i] - '0');
    full = full || digits > (std::numeric_limits<std::uint64_t>::max() - digit) / 10;
    if (!full) digits = digits * 10 + digit;
    exponent += static_cast<int>(full) - static_cast<int>(behind_point);
  }
  if (i < literal.size()) {
    bool minus = false;
    int written = 0;
    for (++i; i < literal.size(); ++i) {
      if (literal[i] == '-') minus = true;
      else if (literal[i] != '+' && written < 10000) written = written * 10 + (literal[i] - '0');
    }
    exponent += minus ? -written : written;
  }
  auto value = static_cast<double>(digits);
  double power = 1;  // exact up to 10^22, and no score has more digits
  for (int n = std::min(exponent < 0 ? -exponent : exponent, 308); n > 0; --n) power *= 10;
  value = exponent < 0 ? value / power : value * power;
  return negative ? -value : value;
}

}  // namespace dsprep::tokenizers

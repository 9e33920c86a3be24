// Check digits that several numbers share. Digits are values 0 to 9, from left to right.
#pragma once

#include <cstdint>
#include <span>

namespace dsprep::models::pii {

inline bool luhn(std::span<const std::uint8_t> digits) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    unsigned d = digits[digits.size() - 1 - i];
    if (i % 2 == 1 && (d *= 2) > 9) d -= 9;
    sum += d;
  }
  return sum % 10 == 0;
}

// Σ weight · digit.
inline unsigned weighted(std::span<const std::uint8_t> digits, std::span<const std::uint8_t> weights) {
  unsigned sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += weights[i] * digits[i];
  return sum;
}

inline unsigned number_of(std::span<const std::uint8_t> digits) {
  unsigned value = 0;
  for (const std::uint8_t d : digits) value = value * 10 + d;
  return value;
}

inline bool all_equal(std::span<const std::uint8_t> digits) {
  for (const std::uint8_t d : digits)
    if (d != digits[0]) return false;
  return true;
}

// A day of the Gregorian calendar.
inline bool valid_date(unsigned year, unsigned month, unsigned day) {
  constexpr std::uint8_t days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1 || day > days[month - 1]) return false;
  return month != 2 || day < 29 || (year % 4 == 0 && (year % 100 != 0 || year % 400 == 0));
}

}  // namespace dsprep::models::pii

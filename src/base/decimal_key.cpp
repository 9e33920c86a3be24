// The number is ±0.d₁d₂d₃… · 10^e with d₁ ≠ 0. Its key: a byte for the sign, e, the digits two a byte without zeros at
// their end, and an end mark that is less than any digits. Of a negative number, all behind the sign is turned around.
#include "base/decimal_key.h"

#include <algorithm>
#include <cstdint>

namespace dsprep::base {
namespace {

enum Sign : unsigned char { negative = 1, zero = 2, positive = 3 };

constexpr std::int64_t largest_exponent = 100'000'000'000'000'000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Decimal {
  bool minus = false;
  std::string_view digits;  // from the first that is not 0 to the last; there may be a point in it
  std::int64_t exponent = 0;
};

// The exponent behind "e"; false where there is none.
bool read_exponent(std::string_view text, std::int64_t& exponent) {
  const bool minus = text.starts_with('-');
  if (minus || text.starts_with('+')) text.remove_prefix(1);
  if (text.empty()) return false;
  for (const char c : text) {
    if (!is_digit(c)) return false;
    exponent = std::min(exponent * 10 + (c - '0'), largest_exponent);
  }
  if (minus) exponent = -exponent;
  return true;
}

bool read(std::string_view text, Decimal& decimal) {
  decimal.minus = text.starts_with('-');
  if (decimal.minus) text.remove_prefix(1);
  std::size_t end = 0, first = std::string_view::npos, last = 0, before_point = 0, digits = 0;
  bool point = false;
  for (; end < text.size(); ++end) {
    const char c = text[end];
    if (c == '.' && !point) {
      point = true;
      continue;
    }
    if (!is_digit(c)) break;
    ++digits;
    before_point += !point;
    if (c == '0') continue;
    if (first == std::string_view::npos) {
      first = end;
      // Zeros between the point and the first digit, or digits before the point from the first on: counted when all are
      // known.
      decimal.exponent =
          point ? -static_cast<std::int64_t>(digits - before_point - 1) : -static_cast<std::int64_t>(digits - 1);
    }
    last = end;
  }
  if (digits == 0) return false;
  std::int64_t written = 0;
  if (end < text.size() && (text[end] != 'e' && text[end] != 'E')) return false;
  if (end < text.size() && !read_exponent(text.substr(end + 1), written)) return false;
  if (first == std::string_view::npos) return true;  // zero
  decimal.digits = text.substr(first, last + 1 - first);
  if (first < before_point) decimal.exponent += static_cast<std::int64_t>(before_point);
  decimal.exponent = std::clamp(decimal.exponent + written, -largest_exponent, largest_exponent);
  return true;
}

// One byte for those that are common, else nine: bytes in the order of the exponents.
void append_exponent(std::string& out, std::int64_t exponent) {
  constexpr std::int64_t common = 120;
  if (exponent >= -common && exponent <= common) {
    out += static_cast<char>(exponent + 128);
    return;
  }
  out += static_cast<char>(exponent < 0 ? 0 : 255);
  const std::uint64_t bits = static_cast<std::uint64_t>(exponent) ^ (std::uint64_t{1} << 63);
  for (int shift = 56; shift >= 0; shift -= 8) out += static_cast<char>(bits >> shift & 255);
}

// Without zeros at their end, which the last digit's place leaves but a cut may bring back.
void append_digits(std::string& out, std::string_view digits, std::size_t most) {
  const std::size_t begin = out.size();
  int pair = -1;  // the first digit of a pair
  for (const char c : digits) {
    if (c == '.') continue;
    if (most-- == 0) break;
    if (pair < 0) {
      pair = c - '0';
    } else {
      out += static_cast<char>(pair * 10 + (c - '0') + 1);
      pair = -1;
    }
  }
  if (pair >= 0) out += static_cast<char>(pair * 10 + 1);
  while (out.size() > begin && out.back() == 1) out.pop_back();
  out += '\0';
}

}  // namespace

bool append_decimal_key(std::string& out, std::string_view number, std::size_t most_digits) {
  Decimal decimal;
  if (!read(number, decimal)) return false;
  if (decimal.digits.empty()) {
    out += static_cast<char>(zero);
    return true;
  }
  out += static_cast<char>(decimal.minus ? negative : positive);
  const std::size_t begin = out.size();
  append_exponent(out, decimal.exponent);
  append_digits(out, decimal.digits, most_digits);
  if (decimal.minus)
    std::for_each(out.begin() + static_cast<std::ptrdiff_t>(begin), out.end(),
                  [](char& c) { c = static_cast<char>(~c); });
  return true;
}

}  // namespace dsprep::base

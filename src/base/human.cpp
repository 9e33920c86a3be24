#include "base/human.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <limits>

namespace dsprep::base {
namespace {

__extension__ using u128 = unsigned __int128;

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// The power of two that a unit stands for ("", "B", "K", "KB", "KiB", …), or -1.
int shift_of(std::string_view unit) {
  std::string lower(unit);
  for (char& c : lower) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  }
  if (lower.empty() || lower == "b") return 0;
  const std::size_t at = std::string_view("kmgt").find(lower[0]);
  if (at == std::string_view::npos) return -1;
  const std::string_view rest = std::string_view(lower).substr(1);
  if (!rest.empty() && rest != "b" && rest != "ib") return -1;
  return static_cast<int>(at + 1) * 10;
}

}  // namespace

std::optional<std::uint64_t> parse_size(std::string_view text) {
  constexpr std::uint64_t largest = std::numeric_limits<std::uint64_t>::max();
  constexpr int most_decimals = 15;  // further digits are less than a byte, even of a T
  std::size_t i = 0;
  u128 whole = 0, fraction = 0, scale = 1;
  for (; i < text.size() && is_digit(text[i]); ++i) {
    whole = whole * 10 + static_cast<unsigned>(text[i] - '0');
    if (whole > largest) return std::nullopt;
  }
  if (i == 0) return std::nullopt;
  const bool has_point = i < text.size() && text[i] == '.';
  if (has_point) {
    const std::size_t first = ++i;
    for (; i < text.size() && is_digit(text[i]); ++i) {
      if (i - first >= most_decimals) continue;
      fraction = fraction * 10 + static_cast<unsigned>(text[i] - '0');
      scale *= 10;
    }
    if (i == first) return std::nullopt;
  }
  if (i < text.size() && text[i] == ' ' && i + 1 < text.size()) ++i;
  const int shift = shift_of(text.substr(i));
  if (shift < 0 || (has_point && shift == 0)) return std::nullopt;
  const u128 bytes = (whole << shift) + (fraction << shift) / scale;
  if (bytes > largest) return std::nullopt;
  return static_cast<std::uint64_t>(bytes);
}

std::string format_size(std::uint64_t bytes) {
  static constexpr std::array<const char*, 7> units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
  if (bytes < 1024) return std::to_string(bytes) + " B";
  std::size_t unit = 1;
  std::uint64_t tenths = 0;
  for (;; ++unit) {
    const u128 one = u128{1} << (10 * unit);
    tenths = static_cast<std::uint64_t>((u128{bytes} * 10 + one / 2) / one);
    if (tenths < 10240 || unit + 1 == units.size()) break;
  }
  std::string out = std::to_string(tenths / 10);
  if (tenths % 10 != 0) out.append(1, '.').append(std::to_string(tenths % 10));
  return out + " " + units[unit];
}

std::string format_count(std::uint64_t n) {
  const std::string digits = std::to_string(n);
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) out += ',';
    out += digits[i];
  }
  return out;
}

std::string format_counted(std::uint64_t n, std::string_view noun) {
  return format_count(n) + ' ' + std::string(noun) + (n == 1 ? "" : "s");
}

std::string format_number(double value) {
  const double size = std::fabs(value);
  const bool plain = size == 0 || (size >= 1e-6 && size < 1e15);
  std::array<char, 64> buffer;
  const auto end = plain ? std::to_chars(buffer.begin(), buffer.end(), value, std::chars_format::fixed)
                         : std::to_chars(buffer.begin(), buffer.end(), value);
  return std::string(buffer.data(), end.ptr);
}

std::string format_fixed(double value, int decimals) {
  std::array<char, 512> buffer;  // 309 digits, a point, 100 decimals
  const auto end =
      std::to_chars(buffer.begin(), buffer.end(), value, std::chars_format::fixed, std::clamp(decimals, 0, 100));
  std::string out(buffer.data(), end.ptr);
  // Prints what rounds to zero without a sign.
  if (out.find_first_not_of("-0.") == std::string::npos && out[0] == '-') out.erase(0, 1);
  return out;
}

std::string format_duration(double seconds) {
  if (!(seconds > 0)) seconds = 0;
  if (seconds < 59.95) return format_fixed(seconds, 1) + " s";
  constexpr double longest = 1e12;  // what fits the integers below
  const auto whole = static_cast<std::uint64_t>(std::round(std::min(seconds, longest)));
  const auto two_digits = [](std::uint64_t n) { return (n < 10 ? "0" : "") + std::to_string(n); };
  if (whole < 3600) return std::to_string(whole / 60) + " min " + two_digits(whole % 60) + " s";
  return std::to_string(whole / 3600) + " h " + two_digits(whole / 60 % 60) + " min";
}

}  // namespace dsprep::base

#include "report/html.h"

#include <fmt/format.h>

#include <cmath>

#include "base/human.h"
#include "report/utf8.h"
#include "text/utf8.h"

namespace dsprep::report {
namespace {

constexpr std::string_view narrow_space = "\u202f";
constexpr std::string_view minus = "\u2212";

// Cuts off zeros behind a decimal point, and the point where nothing is left behind it.
std::string without_trailing_zeros(std::string digits) {
  if (digits.find('.') == digits.npos || digits.find('e') != digits.npos) return digits;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

// Groups the integer part of an unsigned decimal.
std::string grouped(std::string_view digits) {
  const std::size_t whole = std::min(digits.find_first_of(".e"), digits.size());
  std::string out;
  for (std::size_t i = 0; i < whole; ++i) {
    if (i > 0 && (whole - i) % 3 == 0) out += narrow_space;
    out += digits[i];
  }
  return out.append(digits.substr(whole));
}

}  // namespace

void append_html(std::string& out, std::string_view text) {
  for (const char c : valid_utf8(text)) {
    switch (c) {
      case '&': out += "&amp;"; break;
      case '<': out += "&lt;"; break;
      case '>': out += "&gt;"; break;
      case '"': out += "&quot;"; break;
      case '\'': out += "&#39;"; break;
      case '\n':
      case '\t': out += c; break;
      case 0x7f: out += "\u2421"; break;
      default:
        if (static_cast<unsigned char>(c) < 0x20) text::append_utf8(out, 0x2400u + static_cast<unsigned char>(c));
        else out += c;
    }
  }
}

std::string html(std::string_view text) {
  std::string out;
  append_html(out, text);
  return out;
}

std::string shortened(std::string_view text, std::size_t most) {
  if (text.size() <= most) return std::string(text);  // no more code points than bytes
  const std::string valid = valid_utf8(text.substr(0, 4 * most + 4));
  const std::size_t end = text::byte_offset(valid, most);
  if (end == valid.size()) return valid;
  return valid.substr(0, end) + "…";
}

std::string shown_count(std::uint64_t n) { return grouped(std::to_string(n)); }

std::string shown_number(double value) {
  if (std::isnan(value)) return "–";
  if (std::isinf(value)) return value > 0 ? "∞" : std::string(minus) + "∞";
  const double size = std::fabs(value);
  std::string digits;
  if (size == 0) digits = "0";
  else if (size < 1e-4 || size >= 1e15) digits = fmt::format("{:.4g}", size);
  else if (size == std::floor(size) || size >= 1e5) digits = fmt::format("{:.0f}", size);
  else if (size >= 1000) digits = without_trailing_zeros(fmt::format("{:.1f}", size));
  else digits = fmt::format("{:.4g}", size);
  return (value < 0 ? std::string(minus) : std::string()) + grouped(digits);
}

std::string shown_briefly(double value) {
  if (!std::isfinite(value) || value == 0) return shown_number(value);
  const double size = std::fabs(value);
  const std::string sign = value < 0 ? std::string(minus) : std::string();
  static constexpr struct {
    double one;
    const char* name;
  } units[] = {{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}};
  if (size >= 9999.5 && size < 9.995e14)
    for (const auto& unit : units)
      if (size >= 0.9995 * unit.one) {
        const double scaled = size / unit.one;
        return sign + (scaled >= 99.95 ? fmt::format("{:.0f}", scaled) : fmt::format("{:.3g}", scaled)) +
               std::string(narrow_space) + unit.name;
      }
  if (size < 9999.5 && size >= 999.5) return sign + grouped(fmt::format("{:.0f}", size));
  return sign + fmt::format("{:.3g}", size);
}

namespace {

// A share of 0 to 1: what is there but rounds to nothing still shows, and what is missing but rounds to all does too.
std::string percentage(double share) {
  const std::string unit = std::string(narrow_space) + "%";
  if (share > 0 && share < 0.001) return "<0.1" + unit;
  if (share < 1 && share > 0.999) return ">99.9" + unit;
  return base::format_fixed(100 * share, 1) + unit;
}

}  // namespace

std::string shown_percent(std::uint64_t part, std::uint64_t whole) {
  return whole == 0 ? "" : percentage(static_cast<double>(part) / static_cast<double>(whole));
}

std::string shown_value(std::string_view name, double value) {
  const std::size_t at = name.find("share");
  const bool word = at != name.npos && (at == 0 || name[at - 1] == ' ' || name[at - 1] == '_');
  return word && value >= 0 && value <= 1 ? percentage(value) : shown_number(value);
}

std::string coordinate(double value) { return without_trailing_zeros(fmt::format("{:.2f}", value)); }

}  // namespace dsprep::report

#include "report/numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <string_view>
#include <variant>

#include "base/human.h"

namespace dsprep::report {
namespace {

// What stands between groups of three digits, before a unit, and for minus.
struct Letters {
  std::string_view group, before_unit, minus;
};
constexpr Letters page{"\u202f", "\u202f", "\u2212"};
constexpr Letters terminal{",", " ", "-"};

// Cuts off zeros behind a decimal point, and the point where nothing is left behind it.
std::string without_trailing_zeros(std::string digits) {
  if (digits.find('.') == digits.npos || digits.find('e') != digits.npos) return digits;
  digits.erase(digits.find_last_not_of('0') + 1);
  if (digits.back() == '.') digits.pop_back();
  return digits;
}

// Groups the integer part of an unsigned decimal.
std::string grouped(std::string_view digits, const Letters& letters) {
  const std::size_t whole = std::min(digits.find_first_of(".e"), digits.size());
  std::string out;
  for (std::size_t i = 0; i < whole; ++i) {
    if (i > 0 && (whole - i) % 3 == 0) out += letters.group;
    out += digits[i];
  }
  return out.append(digits.substr(whole));
}

std::string number(double value, const Letters& letters) {
  if (std::isnan(value)) return "–";
  const std::string sign(value < 0 ? letters.minus : std::string_view());
  if (std::isinf(value)) return sign + "∞";
  const double size = std::fabs(value);
  std::string digits;
  if (size == 0) digits = "0";
  else if (size < 1e-4 || size >= 1e15) digits = fmt::format("{:.4g}", size);
  else if (size == std::floor(size) || size >= 1e5) digits = fmt::format("{:.0f}", size);
  else if (size >= 1000) digits = without_trailing_zeros(fmt::format("{:.1f}", size));
  else digits = fmt::format("{:.4g}", size);
  return sign + grouped(digits, letters);
}

// A share of 0 to 1: what is there but rounds to nothing still shows, and what is missing but rounds to all does too.
std::string percentage(double share, const Letters& letters) {
  if (!std::isfinite(share)) return number(share, letters);
  const std::string unit = std::string(letters.before_unit) + "%";
  if (share > 0 && share < 0.001) return "<0.1" + unit;
  if (share < 1 && share > 0.999) return ">99.9" + unit;
  const std::string sign(share < 0 ? letters.minus : std::string_view());
  return sign + grouped(base::format_fixed(100 * std::fabs(share), 1), letters) + unit;
}

std::string percent(std::uint64_t part, std::uint64_t whole, const Letters& letters) {
  return whole == 0 ? "" : percentage(static_cast<double>(part) / static_cast<double>(whole), letters);
}

std::string in_kind(const Column& column, double value, const Letters& letters) {
  if (column.kind == Column::Kind::id) return base::format_number(value);
  if (column.kind == Column::Kind::bytes && value >= 0 && value < 1.8e19)
    return base::format_size(static_cast<std::uint64_t>(value));
  return is_share(column) ? percentage(value, letters) : number(value, letters);
}

std::string of_metric(const Metric& metric, const Letters& letters) {
  const Column column = column_of(metric);
  std::string out = in_kind(column, metric.value, letters);
  if (std::isinf(metric.error)) out.insert(0, "≈ ");
  else if (metric.error > 0) out += " ± " + in_kind(column, metric.error, letters);
  const bool unit_is_written = column.kind == Column::Kind::share || column.kind == Column::Kind::bytes;
  if (!metric.unit.empty() && !unit_is_written) out += " " + metric.unit;
  return out;
}

double number_in(const Finding::Cell& cell) {
  const auto* integer = std::get_if<std::int64_t>(&cell);
  return integer ? static_cast<double>(*integer) : std::get<double>(cell);
}

}  // namespace

std::string shown_count(std::uint64_t n) { return grouped(std::to_string(n), page); }

std::string shown_number(double value) { return number(value, page); }

std::string shown_briefly(double value) {
  if (!std::isfinite(value) || value == 0) return shown_number(value);
  const double size = std::fabs(value);
  const std::string sign(value < 0 ? page.minus : std::string_view());
  static constexpr struct {
    double one;
    const char* name;
  } units[] = {{1e12, "T"}, {1e9, "G"}, {1e6, "M"}, {1e3, "k"}};
  if (size >= 9999.5 && size < 9.995e14)
    for (const auto& unit : units)
      if (size >= 0.9995 * unit.one) {
        const double scaled = size / unit.one;
        return sign + (scaled >= 99.95 ? fmt::format("{:.0f}", scaled) : fmt::format("{:.3g}", scaled)) +
               std::string(page.before_unit) + unit.name;
      }
  if (size < 9999.5 && size >= 999.5) return sign + grouped(fmt::format("{:.0f}", size), page);
  return sign + fmt::format("{:.3g}", size);
}

std::string shown_percent(std::uint64_t part, std::uint64_t whole) { return percent(part, whole, page); }

std::string shown_cell(const Column& column, const Finding::Cell& cell) {
  if (const auto* text = std::get_if<std::string>(&cell)) return *text;
  const auto* integer = std::get_if<std::int64_t>(&cell);
  // In full, where a double would round it.
  const bool whole = column.kind == Column::Kind::plain || column.kind == Column::Kind::count;
  if (integer && whole && !is_share(column)) {
    const std::uint64_t size =
        *integer < 0 ? 0 - static_cast<std::uint64_t>(*integer) : static_cast<std::uint64_t>(*integer);
    return (*integer < 0 ? std::string(page.minus) : std::string()) + shown_count(size);
  }
  if (integer && column.kind == Column::Kind::id) return std::to_string(*integer);
  return in_kind(column, number_in(cell), page);
}

std::string shown_on_axis(const Column& column, double value) {
  if (column.kind == Column::Kind::bytes) return in_kind(column, value, page);
  if (!is_share(column) || !std::isfinite(value)) return shown_briefly(value);
  return shown_briefly(100 * value) + std::string(page.before_unit) + "%";
}

std::string shown_metric(const Metric& metric) { return of_metric(metric, page); }

std::string coordinate(double value) { return without_trailing_zeros(fmt::format("{:.2f}", value)); }

std::string plain_number(double value) { return number(value, terminal); }

std::string plain_percent(std::uint64_t part, std::uint64_t whole) { return percent(part, whole, terminal); }

std::string plain_metric(const Metric& metric) { return of_metric(metric, terminal); }

std::string interval_and_unit(const Metric& metric) {
  std::string out;
  if (std::isinf(metric.error)) out = " (estimate)";
  else if (metric.error > 0) out = " ± " + base::format_number(metric.error);
  return metric.unit.empty() ? out : out + " " + metric.unit;
}

bool is_share(const Column& column) {
  if (column.kind != Column::Kind::plain) return column.kind == Column::Kind::share;
  const std::string& name = column.name;
  for (std::size_t at = name.find("share"); at != name.npos; at = name.find("share", at + 1)) {
    const std::size_t end = at + 5;
    const auto apart = [](char c) { return c == ' ' || c == '_' || c == '.'; };
    if ((at == 0 || apart(name[at - 1])) && (end == name.size() || apart(name[end]))) return true;
  }
  return false;
}

Column column_of(const Metric& metric) {
  if (metric.unit == "share") return {metric.name, Column::Kind::share};
  if (metric.unit == "bytes") return {metric.name, Column::Kind::bytes};
  return {metric.unit.empty() ? metric.name : metric.unit};
}

}  // namespace dsprep::report

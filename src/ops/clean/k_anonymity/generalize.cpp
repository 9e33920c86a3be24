#include "ops/clean/k_anonymity/generalize.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>

#include "text/utf8.h"

namespace dsprep::ops::k_anonymity {
namespace {

std::optional<double> number_of(std::string_view text) {
  double value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(value)) return std::nullopt;
  return value;
}

std::string spelled(double value) {
  char buffer[32];
  if (value == 0) value = 0;  // no -0
  const auto [end, error] = std::to_chars(buffer, buffer + sizeof buffer, value);
  return std::string(buffer, end);
}

Result<std::vector<double>> numbers(const std::vector<std::string>& texts, std::string_view what) {
  std::vector<double> values;
  for (const std::string& text : texts) {
    const auto value = number_of(text);
    if (!value || *value <= 0)
      return usage_error("\"" + text + "\" is no " + std::string(what) + ": it must be a number above 0");
    values.push_back(*value);
  }
  return values;
}

bool digits_at(std::string_view text, std::size_t i, std::size_t n) {
  if (i + n > text.size()) return false;
  for (std::size_t k = i; k < i + n; ++k)
    if (text[k] < '0' || text[k] > '9') return false;
  return true;
}

}  // namespace

Result<Hierarchy> Hierarchy::ranges(const std::vector<std::string>& widths) {
  Hierarchy h;
  h.kind_ = Kind::ranges;
  DSPREP_TRY(h.steps_, numbers(widths, "width"));
  for (std::size_t i = 1; i < h.steps_.size(); ++i)
    if (h.steps_[i] <= h.steps_[i - 1] || std::fmod(h.steps_[i], h.steps_[i - 1]) != 0)
      return usage_error("the width " + widths[i] + " is no multiple of " + widths[i - 1] +
                         ": ranges would not lie in one another");
  return h;
}

Result<Hierarchy> Hierarchy::prefixes(const std::vector<std::string>& lengths) {
  Hierarchy h;
  h.kind_ = Kind::prefixes;
  DSPREP_TRY(h.steps_, numbers(lengths, "length"));
  for (std::size_t i = 1; i < h.steps_.size(); ++i)
    if (h.steps_[i] >= h.steps_[i - 1])
      return usage_error("the length " + lengths[i] + " is not less than " + lengths[i - 1]);
  return h;
}

Result<Hierarchy> Hierarchy::dates(const std::vector<std::string>& units) {
  Hierarchy h;
  h.kind_ = Kind::dates;
  for (const std::string& unit : units) {
    const double step = unit == "month" ? 0 : unit == "year" ? 1 : unit == "decade" ? 2 : -1;
    if (step < 0) return usage_error("\"" + unit + "\" is no unit: use month, year, decade");
    if (!h.steps_.empty() && step <= h.steps_.back())
      return usage_error("\"" + unit + "\" is not coarser than the unit before it");
    h.steps_.push_back(step);
  }
  return h;
}

Result<Hierarchy> Hierarchy::table(std::string_view bytes) {
  Hierarchy h;
  h.kind_ = Kind::table;
  std::vector<std::map<std::string, std::string>> above;  // by level: its value on the next
  int number = 0;
  if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
  while (!bytes.empty()) {
    const std::size_t end = std::min(bytes.find('\n'), bytes.size());
    std::string_view line = bytes.substr(0, end);
    bytes.remove_prefix(std::min(end + 1, bytes.size()));
    ++number;
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.find_first_not_of(" \t") == line.npos || line.front() == '#') continue;
    const auto wrong = [&](const std::string& why) { return usage_error(std::to_string(number) + ": " + why); };
    if (!text::valid_utf8(line)) return wrong("this line is not UTF-8");
    std::vector<std::string> cells;
    for (std::size_t from = 0; from <= line.size();) {
      const std::size_t tab = std::min(line.find('\t', from), line.size());
      cells.emplace_back(line.substr(from, tab - from));
      from = tab + 1;
    }
    if (cells.size() < 2) return wrong("no TAB: a line is VALUE TAB LEVEL-1 TAB LEVEL-2 …");
    if (h.steps_.empty()) {
      h.steps_.resize(cells.size() - 1);
      above.resize(cells.size() - 1);
    }
    if (cells.size() - 1 != h.steps_.size())
      return wrong(std::to_string(cells.size()) + " columns where the lines before have " +
                   std::to_string(h.steps_.size() + 1));
    for (std::size_t i = 0; i + 1 < cells.size(); ++i) {
      const auto [known, fresh] = above[i].emplace(cells[i], cells[i + 1]);
      if (!fresh && known->second != cells[i + 1])
        return wrong("\"" + cells[i] + "\" is " + cells[i + 1] + " here and " + known->second + " before");
    }
    std::string value = std::move(cells.front());
    cells.erase(cells.begin());
    h.table_.emplace(std::move(value), std::move(cells));
  }
  for (std::size_t i = 0; i < h.steps_.size(); ++i) h.steps_[i] = static_cast<double>(i);
  if (h.table_.empty()) return usage_error("1: there is no line: a line is VALUE TAB LEVEL-1 TAB LEVEL-2 …");
  return h;
}

std::string Hierarchy::at(std::string_view value, std::size_t level) const {
  if (level == 0) return std::string(value);
  if (level > steps_.size()) return "*";
  const double step = steps_[level - 1];
  switch (kind_) {
    case Kind::ranges: {
      const auto number = number_of(value);
      if (!number) return "*";
      const double low = std::floor(*number / step) * step;
      return "[" + spelled(low) + ", " + spelled(low + step) + ")";
    }
    case Kind::prefixes: {
      const std::size_t kept = text::byte_offset(value, static_cast<std::uint64_t>(step));
      return std::string(value.substr(0, kept)) + std::string(text::count_chars(value.substr(kept)), '*');
    }
    case Kind::dates: {
      const bool date = digits_at(value, 0, 4) && value.size() >= 10 && (value[4] == '-' || value[4] == '/') &&
                        digits_at(value, 5, 2) && value[7] == value[4] && digits_at(value, 8, 2);
      if (!date) return "*";
      if (step == 0) return std::string(value.substr(0, 4)) + "-" + std::string(value.substr(5, 2));
      return step == 1 ? std::string(value.substr(0, 4)) : std::string(value.substr(0, 3)) + "0s";
    }
    case Kind::table: {
      const auto found = table_.find(value);
      return found == table_.end() ? "*" : found->second[level - 1];
    }
    case Kind::none: break;
  }
  return "*";
}

}  // namespace dsprep::ops::k_anonymity

#include "report/text_table.h"

#include <algorithm>

#include "text/utf8.h"

namespace dsprep::report {
namespace {

std::string padding(std::string_view text, std::size_t width) {
  return std::string(width - std::min(width_of(text), width), ' ');
}

}  // namespace

std::size_t width_of(std::string_view text) { return static_cast<std::size_t>(text::count_chars(text)); }

std::string padded_left(const std::string& text, std::size_t width) { return padding(text, width) + text; }

std::string TextTable::text(std::string_view indent) const {
  std::vector<std::size_t> widths;
  for (const auto& row : rows_) {
    widths.resize(std::max(widths.size(), row.size()));
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], width_of(row[i]));
  }
  std::string out;
  for (const auto& row : rows_) {
    std::string line(indent);
    for (std::size_t i = 0; i < row.size(); ++i)
      line += i == 0 ? row[i] + padding(row[i], widths[i]) : "  " + padded_left(row[i], widths[i]);
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

}  // namespace dsprep::report

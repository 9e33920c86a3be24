#include "formats/csv/column_names.h"

#include <unordered_map>
#include <unordered_set>

#include "formats/csv/cells.h"

namespace dsprep::formats::csv {
namespace {

std::string numbered(std::size_t i) { return "c" + std::to_string(i + 1); }

}  // namespace

std::vector<std::string> header_cells(std::string_view header, const Dialect& dialect, std::size_t columns) {
  std::vector<std::string> names;
  std::vector<Cell> cells;
  std::string value;
  while (!header.empty()) {
    RowCells row = read_cells(header, dialect, QuoteRule::strict, cells);
    if (row.state != RowCells::State::whole) {
      const Reading reading = read_unfit_row(header, dialect, columns, {}, cells);
      if (!reading.fits) return {};
      row = reading.row;
    }
    for (std::size_t i = 0; i < cells.size() && row.end > 0; ++i) {
      value.clear();
      append_value(header, cells[i], dialect, value);
      if (i == names.size()) names.push_back(value);
      else if (!value.empty()) names[i] += (names[i].empty() ? "" : " ") + value;
    }
    header.remove_prefix(row.next);
  }
  return names;
}

std::vector<std::string> numbered_columns(std::size_t count) {
  std::vector<std::string> names;
  for (std::size_t i = 0; i < count; ++i) names.push_back(numbered(i));
  return names;
}

std::vector<std::string> distinct_names(std::vector<std::string> names) {
  std::unordered_set<std::string> taken(names.begin(), names.end());
  std::unordered_set<std::string> seen;
  std::unordered_map<std::string, std::size_t> copies;  // of a name: the last number given
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (!names[i].empty() && seen.insert(names[i]).second) continue;
    std::string name = names[i].empty() ? numbered(i) : names[i];
    const std::string base = name;
    std::size_t& copy = copies.try_emplace(base, 1).first->second;
    if (!names[i].empty()) name = base + "_" + std::to_string(++copy);
    while (!taken.insert(name).second) name = base + "_" + std::to_string(++copy);
    seen.insert(name);
    names[i] = std::move(name);
  }
  return names;
}

}  // namespace dsprep::formats::csv

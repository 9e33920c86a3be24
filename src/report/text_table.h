// Columns of a terminal: cells stand below each other.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace dsprep::report {

// Code points: exact for the numbers and ASCII names that stand in columns.
std::size_t width_of(std::string_view text);
std::string padded_left(const std::string& text, std::size_t width);

// Rows of cells: the first column to the left, the others to the right, trailing white space cut off.
class TextTable {
 public:
  void add(std::vector<std::string> cells) { rows_.push_back(std::move(cells)); }
  std::size_t rows() const { return rows_.size(); }
  std::string text(std::string_view indent) const;

 private:
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace dsprep::report

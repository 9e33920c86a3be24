// Writes one value as a cell, in quotes where it would not be read back without them.
#pragma once

#include <array>
#include <string>
#include <string_view>

namespace dsprep::formats::csv {

class CellWriter {
 public:
  explicit CellWriter(char delimiter);
  // `alone`: it is the only cell of its row, which must not look like a blank line.
  void append(std::string_view value, bool alone, std::string& out) const;

 private:
  bool needs_quotes(std::string_view value) const;
  std::array<bool, 256> special_{};  // bytes that are written in quotes only
};

}  // namespace dsprep::formats::csv

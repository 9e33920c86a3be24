// Generalization: a value said less exactly, in levels, until nothing is left of it: 34, [30, 40), *. For k-anonymity.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/result.h"

namespace dsprep::ops::k_anonymity {

// Level 0 is the value itself, the last level is "*" for all. Immutable and thread-safe once made.
class Hierarchy {
 public:
  Hierarchy() = default;  // nothing between the value and "*"

  // Numbers by the width of ranges: 34 with 10 is "[30, 40)". Widths must grow, each a multiple of the one before, so
  // that a range lies in one of the next level. What is no number is "*".
  static Result<Hierarchy> ranges(const std::vector<std::string>& widths);
  // Texts by how many characters stay: 10115 with 2 is "10***". Lengths must fall.
  static Result<Hierarchy> prefixes(const std::vector<std::string>& lengths);
  // Dates that begin with YYYY-MM-DD (or YYYY/MM/DD): "month" 2024-05, "year" 2024, "decade" 2020s. In this order.
  static Result<Hierarchy> dates(const std::vector<std::string>& units);
  // A table: VALUE TAB LEVEL-1 TAB LEVEL-2 … a line; lines that are blank or begin with # are skipped. Equal values of
  // one level must have one value on the next. What is not in it is "*". The error begins with the line's number.
  static Result<Hierarchy> table(std::string_view bytes);

  std::size_t levels() const { return steps_.size() + 2; }
  std::string at(std::string_view value, std::size_t level) const;  // REQUIRES level < levels()

 private:
  enum class Kind : std::uint8_t { none, ranges, prefixes, dates, table } kind_ = Kind::none;
  std::vector<double> steps_;  // widths, lengths, units (0 month, 1 year, 2 decade), columns
  std::map<std::string, std::vector<std::string>, std::less<>> table_;
};

}  // namespace dsprep::ops::k_anonymity

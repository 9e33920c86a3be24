// The dialect of a CSV file: which bytes separate cells and rows, and how a cell holds those bytes itself.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace dsprep::formats::csv {

// How a quote stands inside a quoted cell. A doubled quote is always understood; `backslash` moreover takes a backslash
// before a quote, a backslash, the delimiter or a line end as that character, inside and outside of quotes.
enum class Escape : std::uint8_t { doubled, backslash };

struct Dialect {
  char delimiter = ',';
  char quote = '"';  // '\0': no cell is quoted
  Escape escape = Escape::doubled;
  char newline = '\n';      // rows end with it; one CR before LF belongs to the end. '\r' in files that have no LF
  bool skip_space = false;  // spaces behind a delimiter are no part of the cell

  bool operator==(const Dialect&) const = default;
  bool quotes() const { return quote != '\0'; }
};

// In what `dialect` differs from `usual`, as parameters are written: "delimiter=; quote='". Spaces behind the delimiter
// are part of how that is written.
inline std::string differences(const Dialect& dialect, const Dialect& usual) {
  std::string out;
  const auto add = [&out](std::string_view name, const std::string& value) {
    out.append(out.empty() ? "" : " ").append(name).append("=").append(value);
  };
  if (dialect.delimiter != usual.delimiter || dialect.skip_space != usual.skip_space)
    add("delimiter", dialect.delimiter == '\t'
                         ? "tab"
                         : std::string(1, dialect.delimiter) + (dialect.skip_space ? " and spaces behind it" : ""));
  if (dialect.quote != usual.quote) add("quote", std::string(1, dialect.quote));
  if (dialect.escape != usual.escape) add("escape", "backslash");
  return out;
}

}  // namespace dsprep::formats::csv

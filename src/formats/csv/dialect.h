// The dialect of a CSV file: which bytes separate cells and rows, and how a cell holds those bytes itself.
#pragma once

#include <cstdint>
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

// What a byte is called in messages.
constexpr std::string_view name_of_delimiter(char delimiter) {
  switch (delimiter) {
    case ',': return "a comma";
    case ';': return "a semicolon";
    case '\t': return "a tab";
    case '|': return "a bar";
    case ' ': return "a space";
    case ':': return "a colon";
    default: return "a byte of your own";
  }
}

}  // namespace dsprep::formats::csv

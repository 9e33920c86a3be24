// Cells of one row, found byte by byte: how the header, the guess of a dialect and rows whose quotes do not fit are
// read. The fast paths (row_scanner.h, row_decoder.h) are held to it by tests.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "formats/csv/dialect.h"

namespace dsprep::formats::csv {

// What becomes of a quoted cell whose closing quote is followed by neither delimiter nor row end, or that is never
// closed.
enum class QuoteRule : std::uint8_t {
  strict,       // the row does not fit
  within_line,  // a quote that nothing of that kind follows is part of the value, which ends on its line: "a "b" c"
  within,       // the same, over any number of lines
  literal,      // the quote that opened the cell is part of the value, which ends at the next delimiter: "5 inch, x
  resumed,      // the value goes on behind the closing quote up to the next delimiter: "a"b
};

struct Cell {
  enum class Kind : std::uint8_t { plain, quoted, resumed };
  std::size_t begin, end;  // without the quotes around it
  std::size_t close = 0;   // resumed: where the closing quote stands
  Kind kind = Kind::plain;
};

struct RowCells {
  enum class State : std::uint8_t {
    whole,
    open,   // the bytes end inside a quoted cell
    unfit,  // the rule does not fit the row
  };
  State state = State::whole;
  std::size_t end = 0;     // of the row, its terminator not counted
  std::size_t next = 0;    // where the row behind it begins
  std::size_t opener = 0;  // open, unfit: the quote it is about
};

// The row that begins at the first of `bytes`: its cells into `cells` (replaced). Where no terminator comes, the row
// ends with the bytes.
RowCells read_cells(std::string_view bytes, const Dialect& dialect, QuoteRule rule, std::vector<Cell>& cells);

// Where the next character of a cell's value stands, at `at` or behind what only spells it. May be cell.end: there is
// none.
std::size_t next_char(std::string_view bytes, const Cell& cell, const Dialect& dialect, std::size_t at);
// Appends the value of a cell of `bytes`.
void append_value(std::string_view bytes, const Cell& cell, const Dialect& dialect, std::string& out);

// A row whose quotes do not fit is read in the first of these ways that gives as many cells as the header has
// (`columns`; 0: any number): within_line, literal, resumed, within.
struct Reading {
  bool fits = false;  // none does: then the row ends with the line on which the quote stands that is the first to blame
  bool more = false;  // it depends on what follows the bytes
  QuoteRule rule = QuoteRule::literal;
  RowCells row;
};
// How far it may reach: beyond `most` bytes no cell was meant.
struct Reach {
  static constexpr std::size_t longest = 1u << 20;
  bool last = true;  // nothing follows the bytes
  std::size_t most = longest;
};
// REQUIRES that `strict` does not fit the row that begins at bytes[0]. `cells`: those of the reading, where it fits.
Reading read_unfit_row(std::string_view bytes, const Dialect& dialect, std::size_t columns, Reach reach,
                       std::vector<Cell>& cells);

// The end of the line on which `at` stands, as a row's.
RowCells end_of_line(std::string_view bytes, const Dialect& dialect, std::size_t at);

// Where the row ends whose terminator (or the end of the bytes) is at `at`: before a CR that belongs to it.
inline std::size_t row_end(std::string_view bytes, const Dialect& dialect, std::size_t at) {
  return dialect.newline == '\n' && at > 0 && bytes[at - 1] == '\r' ? at - 1 : at;
}

// True where a cell may end at `at`: a delimiter, a terminator or the end of the bytes stands there.
inline bool ends_cell(std::string_view bytes, const Dialect& dialect, std::size_t at) {
  if (at >= bytes.size() || bytes[at] == dialect.delimiter || bytes[at] == dialect.newline) return true;
  return bytes[at] == '\r' && dialect.newline == '\n' && (at + 1 == bytes.size() || bytes[at + 1] == '\n');
}

// True where a backslash stands for what follows it.
inline bool escapes_next(char next, const Dialect& dialect) {
  return next == dialect.quote || next == '\\' || next == dialect.delimiter || next == '\n' || next == '\r';
}

}  // namespace dsprep::formats::csv

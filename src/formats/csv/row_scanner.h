// RowScanner: where the rows of a CSV file end. Serial, so it looks at quotes, line ends and (where they mean
// something) backslashes only, sixteen bytes at a time.
//
// A quote opens a cell only where a cell begins; elsewhere outside of quotes it is a character like any other. Where a
// closing quote is followed by something else than a delimiter or a row end, the row is handed to read_unfit_row.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "formats/csv/cells.h"
#include "formats/csv/dialect.h"

namespace dsprep::formats::csv {

class RowScanner {
 public:
  RowScanner() = default;
  // `columns`: how many cells the header has; 0: not known. A quote that is not closed within `longest` bytes of its
  // row counts as never closed.
  RowScanner(const Dialect& dialect, std::size_t columns, std::uint64_t longest)
      : dialect_(dialect), columns_(columns), longest_(longest) {}

  struct Row {
    std::size_t end = 0;   // without its terminator
    std::size_t next = 0;  // where the row behind it begins
  };
  // Ends the row that begins at bytes[0]. False where it depends on what follows the bytes (never where `last`): the
  // next call has to show the same bytes and more. A quote that is never closed ends its row with its line. Where it is
  // closed, but in a later row and so that it does not fit, `end` is behind the line's terminator: that tells the two
  // apart.
  bool next(std::string_view bytes, bool last, Row& row);

  // The row under way is longer than a row may be, and ends with its line, whatever its quotes.
  bool leaves() const { return leaving_; }

 private:
  bool opens_cell(std::string_view bytes, std::size_t at) const;
  bool outgrow(std::string_view bytes, Row& row);
  bool end_open_row(std::string_view bytes, Row& row);
  bool end_row(std::string_view bytes, std::size_t newline, Row& row);
  bool end_unfit_row(std::string_view bytes, bool last, Row& row);
  bool ended(Row& row, Row found);

  Dialect dialect_;
  std::size_t columns_ = 0;
  std::uint64_t longest_ = 0;
  std::size_t at_ = 0;               // of the row under way: what lies before has been looked at
  std::size_t opener_ = 0;           // quoted_: the quote
  std::size_t escaped_ = no_escape;  // the last character that a backslash stood before
  bool quoted_ = false;              // at_ is inside a quoted cell
  bool leaving_ = false;             // the row under way is too long, and its quotes mean nothing
  std::uint32_t unfit_ = 0;          // rows that could be read in no way
  std::vector<Cell> cells_;          // scratch

  static constexpr std::size_t no_escape = ~std::size_t{0};
};

}  // namespace dsprep::formats::csv

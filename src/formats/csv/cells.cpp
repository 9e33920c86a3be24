#include "formats/csv/cells.h"

#include <algorithm>

namespace dsprep::formats::csv {
namespace {

bool is_escape(std::string_view bytes, const Dialect& dialect, std::size_t at) {
  return dialect.escape == Escape::backslash && bytes[at] == '\\' && at + 1 < bytes.size() &&
         escapes_next(bytes[at + 1], dialect);
}

// From `at` to the delimiter or terminator that ends a cell without quotes.
std::size_t end_of_plain(std::string_view bytes, const Dialect& dialect, std::size_t at) {
  while (at < bytes.size() && bytes[at] != dialect.delimiter && bytes[at] != dialect.newline)
    at += is_escape(bytes, dialect, at) ? 2 : 1;
  return std::min(at, bytes.size());
}

struct Close {
  bool found = false;
  bool fits = false;  // a delimiter, terminator or the end follows
  std::size_t at = 0;
};

// The quote that closes the cell opened before `at`; `loose` passes over quotes that do not fit, `line` ends with it.
Close find_close(std::string_view bytes, const Dialect& dialect, std::size_t at, bool loose, bool line) {
  for (; at < bytes.size(); ++at) {
    if (is_escape(bytes, dialect, at)) {
      ++at;
    } else if (bytes[at] == dialect.quote) {
      if (at + 1 < bytes.size() && bytes[at + 1] == dialect.quote) ++at;
      else if (const bool fits = ends_cell(bytes, dialect, at + 1); fits || !loose) return {true, fits, at};
    } else if (line && bytes[at] == dialect.newline) {
      break;
    }
  }
  return {};
}

// A cell that begins with a quote, at `begin`. False where the rule cannot read it.
bool read_quoted(std::string_view bytes, const Dialect& dialect, QuoteRule rule, std::size_t begin, Cell& cell,
                 std::size_t& at, RowCells& row) {
  const Close close = find_close(bytes, dialect, begin + 1, false, false);
  if (close.fits) {
    cell = {begin + 1, close.at, 0, Cell::Kind::quoted};
    at = close.at + 1;
    return true;
  }
  row.opener = begin;
  switch (rule) {
    case QuoteRule::strict: break;
    case QuoteRule::within_line:
    case QuoteRule::within: {
      const Close real = find_close(bytes, dialect, begin + 1, true, rule == QuoteRule::within_line);
      if (!real.found) break;
      cell = {begin + 1, real.at, 0, Cell::Kind::quoted};
      at = real.at + 1;
      return true;
    }
    case QuoteRule::literal:
      at = end_of_plain(bytes, dialect, begin + 1);
      cell = {begin, at, 0, Cell::Kind::plain};
      return true;
    case QuoteRule::resumed:
      if (!close.found) break;
      at = end_of_plain(bytes, dialect, close.at + 1);
      cell = {begin + 1, at, close.at, Cell::Kind::resumed};
      return true;
  }
  row.state = close.found ? RowCells::State::unfit : RowCells::State::open;
  return false;
}

}  // namespace

RowCells read_cells(std::string_view bytes, const Dialect& dialect, QuoteRule rule, std::vector<Cell>& cells) {
  cells.clear();
  RowCells row;
  for (std::size_t at = 0;;) {
    std::size_t begin = at;
    if (dialect.skip_space)
      while (begin < bytes.size() && bytes[begin] == ' ') ++begin;
    Cell cell{begin, begin};
    if (dialect.quotes() && begin < bytes.size() && bytes[begin] == dialect.quote) {
      if (!read_quoted(bytes, dialect, rule, begin, cell, at, row)) return row;
    } else {
      at = end_of_plain(bytes, dialect, begin);
      cell.end = at;
    }
    cells.push_back(cell);
    if (at < bytes.size() && bytes[at] == dialect.delimiter) {
      ++at;
      continue;
    }
    // A quoted cell that fits may stand before CR LF, or before a CR that ends the bytes.
    if (at < bytes.size() && bytes[at] == '\r' && dialect.newline == '\n') ++at;
    row.end = row_end(bytes, dialect, at);
    row.next = std::min(at + 1, bytes.size());
    Cell& last = cells.back();
    last.end = std::max(last.begin, std::min(last.end, row.end));
    return row;
  }
}

std::size_t next_char(std::string_view bytes, const Cell& cell, const Dialect& dialect, std::size_t at) {
  const bool quoted = cell.kind == Cell::Kind::quoted || (cell.kind == Cell::Kind::resumed && at < cell.close);
  if (cell.kind == Cell::Kind::resumed && at == cell.close) ++at;
  if (at + 1 >= cell.end) return at;
  const bool doubled = quoted && bytes[at] == dialect.quote && bytes[at + 1] == dialect.quote;
  return doubled || is_escape(bytes, dialect, at) ? at + 1 : at;
}

void append_value(std::string_view bytes, const Cell& cell, const Dialect& dialect, std::string& out) {
  if (cell.kind == Cell::Kind::plain && dialect.escape == Escape::doubled) {
    out.append(bytes, cell.begin, cell.end - cell.begin);
    return;
  }
  for (std::size_t at = cell.begin; at < cell.end; ++at) {
    at = next_char(bytes, cell, dialect, at);
    if (at < cell.end) out.push_back(bytes[at]);
  }
}

Reading read_unfit_row(std::string_view bytes, const Dialect& dialect, std::size_t columns, Reach reach,
                       std::vector<Cell>& cells) {
  const bool cut = bytes.size() > reach.most || (!reach.last && bytes.size() == reach.most);
  bytes = bytes.substr(0, reach.most);
  Reading reading;
  for (const QuoteRule rule : {QuoteRule::within_line, QuoteRule::literal, QuoteRule::resumed, QuoteRule::within}) {
    const RowCells row = read_cells(bytes, dialect, rule, cells);
    const bool reaches_end = row.state == RowCells::State::open || row.next >= bytes.size();
    if (reaches_end && !cut && !reach.last) {
      reading.more = true;
      return reading;
    }
    if (row.state != RowCells::State::whole || (reaches_end && cut)) continue;
    if (columns != 0 && cells.size() != columns) continue;
    reading.fits = true;
    reading.rule = rule;
    reading.row = row;
    return reading;
  }
  const RowCells strict = read_cells(bytes, dialect, QuoteRule::strict, cells);
  reading.row = end_of_line(bytes, dialect, strict.opener);
  return reading;
}

RowCells end_of_line(std::string_view bytes, const Dialect& dialect, std::size_t at) {
  const std::size_t newline = std::min(bytes.find(dialect.newline, at), bytes.size());
  RowCells row;
  row.end = row_end(bytes, dialect, newline);
  row.next = std::min(newline + 1, bytes.size());
  return row;
}

}  // namespace dsprep::formats::csv

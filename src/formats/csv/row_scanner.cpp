#include "formats/csv/row_scanner.h"

#include <algorithm>

#include "formats/csv/find_bytes.h"

namespace dsprep::formats::csv {
namespace {

// After so many rows that can be read in no way, hope is not worth a megabyte of searching each.
constexpr std::uint32_t hopeless = 256;
constexpr std::size_t short_reach = 1u << 12;

}  // namespace

bool RowScanner::next(std::string_view bytes, bool last, Row& row) {
  const bool backslash = dialect_.escape == Escape::backslash;
  const char newline = dialect_.newline, quote = dialect_.quotes() ? dialect_.quote : newline;
  for (;;) {
    const char other = backslash ? '\\' : quote;
    const std::size_t i = find_any(bytes, at_, quoted_ ? quote : newline, quote, other);
    if (i > longest_ && !leaving_) {
      if (outgrow(bytes, row)) return true;
      continue;
    }
    if (i == bytes.size()) {
      at_ = i;
      if (!last) return false;
      return quoted_ ? end_open_row(bytes, row) : end_row(bytes, i, row);
    }
    const char found = bytes[i];
    if (found == '\\' && backslash) {
      if (i + 1 == bytes.size() && !last) {
        at_ = i;
        return false;
      }
      const bool escapes = i + 1 < bytes.size() && escapes_next(bytes[i + 1], dialect_);
      if (escapes) escaped_ = i + 1;
      at_ = escapes ? i + 2 : i + 1;
    } else if (!quoted_) {
      if (found == newline) return end_row(bytes, i, row);
      if (!leaving_ && opens_cell(bytes, i)) {
        quoted_ = true;
        opener_ = i;
      }
      at_ = i + 1;
    } else {
      // What a quote means depends on the byte behind it; of a CR there, on the one behind that.
      const bool known = i + 1 < bytes.size() && (bytes[i + 1] != '\r' || i + 2 < bytes.size());
      if (!known && !last) {
        at_ = i;
        return false;
      }
      if (i + 1 < bytes.size() && bytes[i + 1] == quote) {
        at_ = i + 2;
      } else if (ends_cell(bytes, dialect_, i + 1)) {
        quoted_ = false;
        at_ = i + 1;
      } else {
        at_ = i;
        return end_unfit_row(bytes, last, row);
      }
    }
  }
}

// Nothing that ends the row or its open quote stands within its `longest_` first bytes. True where it ends
// nevertheless.
bool RowScanner::outgrow(std::string_view bytes, Row& row) {
  const std::string_view within = bytes.substr(0, longest_ + 1);
  if (quoted_ && within.find(dialect_.newline, opener_) != within.npos) return end_open_row(within, row);
  if (quoted_) at_ = within.size();
  leaving_ = true;
  quoted_ = false;
  return false;
}

bool RowScanner::end_open_row(std::string_view bytes, Row& row) {
  const RowCells line = end_of_line(bytes, dialect_, opener_);
  return ended(row, {line.end, line.next});
}

bool RowScanner::opens_cell(std::string_view bytes, std::size_t at) const {
  if (dialect_.skip_space)
    while (at > 0 && bytes[at - 1] == ' ') --at;
  return at == 0 || (bytes[at - 1] == dialect_.delimiter && at - 1 != escaped_);
}

bool RowScanner::end_row(std::string_view bytes, std::size_t newline, Row& row) {
  return ended(row, {row_end(bytes, dialect_, newline), newline < bytes.size() ? newline + 1 : newline});
}

bool RowScanner::end_unfit_row(std::string_view bytes, bool last, Row& row) {
  const std::size_t most = unfit_ < hopeless ? Reach::longest : short_reach;
  const Reach reach{last, static_cast<std::size_t>(std::min<std::uint64_t>(most, longest_ + 1))};
  const Reading reading = read_unfit_row(bytes, dialect_, columns_, reach, cells_);
  if (reading.more) return false;
  if (!reading.fits) ++unfit_;
  Row found{reading.row.end, reading.row.next};
  const RowCells alone = read_cells(bytes.substr(0, found.end), dialect_, QuoteRule::strict, cells_);
  if (alone.state == RowCells::State::open) found.end = found.next;
  return ended(row, found);
}

bool RowScanner::ended(Row& row, Row found) {
  row = found;
  at_ = 0;
  quoted_ = leaving_ = false;
  escaped_ = no_escape;
  return true;
}

}  // namespace dsprep::formats::csv

#include "formats/csv/csv_framer.h"

#include <algorithm>
#include <optional>

#include "formats/csv/column_names.h"
#include "formats/csv/guess_dialect.h"
#include "formats/csv/preamble.h"
#include "formats/looks_like.h"

namespace dsprep::formats::csv {
namespace {

// Storage beyond this is given back when a long row has left.
constexpr std::size_t kept_storage = 16u << 20;

}  // namespace

std::uint64_t CsvFramer::frame(std::string_view bytes, std::uint64_t at, std::vector<FrameBounds>& found) {
  if (held_.empty()) {
    held_at_ = at;
    const std::size_t used = scan(bytes, at, false, found);
    held_at_ += used;
    held_.assign(bytes, used);
    return held_at_;
  }
  held_.append(bytes);
  drop(scan(held_, held_at_, false, found));
  return held_at_;
}

Status CsvFramer::finish(std::uint64_t, std::vector<FrameBounds>& found) {
  scan(held_, held_at_, true, found);
  held_.clear();
  return refusal_.empty() ? Status() : failure(refusal_);
}

void CsvFramer::drop(std::size_t used) {
  held_.erase(0, used);
  if (held_.size() < kept_storage && held_.capacity() > 2 * kept_storage) held_.shrink_to_fit();
  held_at_ += used;
}

std::string CsvFramer::preamble(std::string_view bytes) { return to_bytes({dialect_, columns_, bytes}); }

std::string CsvFramer::guessed() const {
  const KnownDialect& known = rules_.dialect;
  const Dialect usual{known.delimiter.value_or(','), known.quote.value_or('"'), known.escape.value_or(Escape::doubled),
                      '\n', known.skip_space.value_or(false)};
  return dialect_known_ ? differences(dialect_, usual) : "";
}

std::size_t CsvFramer::scan(std::string_view bytes, std::uint64_t at, bool last, std::vector<FrameBounds>& found) {
  if (!refusal_.empty()) return bytes.size();
  std::size_t pos = 0;
  if (!header_known_) {
    if (!skip_lines(bytes, last, pos)) return pos;
    if (!find_header(bytes, at, last, pos, found)) return refusal_.empty() ? pos : bytes.size();
  }
  RowScanner::Row row;
  while (pos < bytes.size() && scanner_.next(bytes.substr(pos), last, row)) {
    if (row.end > 0) found.push_back({at + pos, at + pos + row.end});  // a blank line is no record
    pos += row.next;
  }
  return pos;
}

// Lines end with LF, or with CR where the beginning of the file has that and no LF, as its rows do.
bool CsvFramer::skip_lines(std::string_view bytes, bool last, std::size_t& pos) {
  if (skip_left_ > 0 && skip_to_ == '\0') {
    const std::string_view sample = bytes.substr(pos, sample_size);
    const bool has_lf = sample.find('\n') != sample.npos;
    if (!has_lf && sample.size() < sample_size && !last) return false;
    skip_to_ = !has_lf && sample.find('\r') != sample.npos ? '\r' : '\n';
  }
  while (skip_left_ > 0) {
    const std::size_t line_end = bytes.find(skip_to_, pos);
    if (line_end == bytes.npos) {
      if (last) pos = bytes.size();
      return last;
    }
    pos = line_end + 1;
    --skip_left_;
  }
  return true;
}

bool CsvFramer::find_header(std::string_view bytes, std::uint64_t at, bool last, std::size_t& pos,
                            std::vector<FrameBounds>& found) {
  const std::string_view rest = bytes.substr(pos);
  if (!dialect_known_) {
    if (rest.size() < sample_size && !last) return false;
    if (const std::string other = surely_is(rest, "csv"); !other.empty()) {
      refusal_ = "this looks like " + other;
      return false;
    }
    const GuessedDialect guessed = guess_dialect(rest, last, rules_.dialect);
    dialect_ = guessed.dialect;
    columns_ = rules_.columns.empty() ? guessed.columns : rules_.columns.size();
    dialect_known_ = true;
  }
  RowScanner scanner(dialect_, columns_, longest_);
  RowScanner::Row row;
  std::size_t begin = pos, end = pos, next = pos;
  const std::size_t wanted = std::max<std::size_t>(rules_.header_rows, 1);
  for (std::size_t rows = 0; rows < wanted;) {
    if (next == bytes.size() && last) break;
    const bool ends = next < bytes.size() && scanner.next(bytes.substr(next), last, row);
    if (scanner.leaves() || (ends && row.end > longest_)) {
      refusal_ = "the header is longer than --max-record-size allows";
      return false;
    }
    if (!ends) return false;
    if (row.end > 0 && rows++ == 0) begin = next;
    if (row.end > 0) end = next + row.end;
    next += row.next;
  }
  if (end == begin) {  // nothing but blank lines so far
    if (last) pos = next;
    return last;
  }
  const std::size_t cells = header_cells(bytes.substr(begin, end - begin), dialect_, columns_).size();
  if (rules_.columns.empty() && cells > 0) columns_ = cells;
  if (rules_.header_rows == 0) end = begin;
  found.push_back({at + begin, at + end, FrameBounds::Kind::preamble});
  pos = rules_.header_rows == 0 ? begin : next;
  scanner_ = RowScanner(dialect_, columns_, longest_);
  header_known_ = true;
  return true;
}

}  // namespace dsprep::formats::csv

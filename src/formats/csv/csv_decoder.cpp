#include "formats/csv/csv_decoder.h"

#include <array>
#include <cstring>
#include <utility>

#include "formats/csv/column_names.h"
#include "formats/csv/preamble.h"
#include "json/block16.h"
#include "json/escape.h"
#include "json/number_grammar.h"
#include "text/utf8.h"

namespace dsprep::formats::csv {
namespace {

namespace block16 = json::block16;

constexpr std::size_t block = 16;
// Storage beyond this is given back.
constexpr std::size_t kept_storage = 16u << 20;
constexpr std::size_t room = 64;  // kept free behind what is written: a block, an escape, a closing quote

// Is this cell, which had no quotes, spelled as JSON spells a number, a boolean or null?
bool is_literal(std::string_view text) {
  if (text == "true" || text == "false" || text == "null") return true;
  const char* fault = nullptr;
  const char* const end = text.data() + text.size();
  return json::scan_number(text.data(), end, fault) == end && fault == nullptr;
}

// The row, of which the last bytes are read from a copy with room behind it, so that blocks may always be loaded whole.
class Tail {
 public:
  explicit Tail(std::string_view row) : p(row.data()), end(row.data() + row.size()) {}

  // Makes a block at `p` readable.
  void reach() {
    if (end - p >= static_cast<std::ptrdiff_t>(block) || in_copy_) return;
    const auto left = static_cast<std::size_t>(end - p);
    copy_.fill('\0');  // a control character: the search stops there
    std::memcpy(copy_.data(), p, left);
    p = copy_.data();
    end = p + left;
    in_copy_ = true;
  }

  const char* p;
  const char* end;

 private:
  std::array<char, 3 * block> copy_;
  bool in_copy_ = false;
};

}  // namespace

Result<Decoder::Outcome> CsvDecoder::decode(const Frame& frame, std::string& line) {
  if (preamble_.empty() || preamble_ != frame.preamble) learn(frame.preamble);
  fault_at_ = 0;
  if (!fault_.empty()) return failure(fault_);
  if (!decode_fast(frame.bytes, line)) DSPREP_CHECK(decode_cells(frame.bytes, line));
  return Outcome::record;
}

void CsvDecoder::learn(std::string_view bytes) {
  preamble_ = bytes;
  fault_.clear();
  if (bytes.empty()) {
    fault_ = "the header is longer than a record may be";
    return;
  }
  const Preamble preamble = preamble_of(preamble_);
  dialect_ = preamble.dialect;
  std::vector<std::string> names = rules_.columns;
  if (!text::valid_utf8(preamble.header)) fault_ = "the header is not valid UTF-8";
  if (rules_.header_rows > 0) {
    std::vector<std::string> cells = header_cells(preamble.header, dialect_, preamble.columns);
    if (cells.empty() && names.empty()) fault_ = "the header has quotes that do not fit";
    if (names.empty()) names = std::move(cells);
  } else if (names.empty()) {
    names = numbered_columns(preamble.columns);
  }
  if (rules_.ragged == Ragged::extra) names.emplace_back("_extra");
  names = distinct_names(std::move(names));
  glues_.clear();
  begin_.assign(1, 0);
  for (const std::string& name : names) {
    glues_ += begin_.size() == 1 ? "{\"" : ",\"";
    json::append_escaped(glues_, name);
    glues_ += "\":";
    begin_.push_back(glues_.size());
  }
  if (rules_.ragged == Ragged::extra) {
    extra_glue_ = glues_.substr(begin_[names.size() - 1]);
    begin_.pop_back();
    glues_.resize(begin_.back());
  }
  glues_.append(room, '\0');
}

// Copies, escapes and finds the ends of cells, all in the same step. False where the row is one for decode_cells.
bool CsvDecoder::decode_fast(std::string_view row, std::string& line) {
  if (dialect_.escape != Escape::doubled || dialect_.skip_space || !dialect_.quotes()) return false;
  const char delimiter = dialect_.delimiter, quote = dialect_.quote;
  const std::size_t columns = begin_.size() - 1;
  if (buffer_.size() < glues_.size() + row.size() + row.size() / 8 + room)
    buffer_.resize(glues_.size() + row.size() + row.size() / 4 + 2 * room);
  char* to = buffer_.data();
  char* limit = to + buffer_.size() - room;
  const auto make_room = [&](std::size_t more) {
    if (to + more <= limit) return;
    const auto used = static_cast<std::size_t>(to - buffer_.data());
    buffer_.resize(2 * buffer_.size() + more + room);
    to = buffer_.data() + used;
    limit = buffer_.data() + buffer_.size() - room;
  };
  Tail in(row);
  std::size_t column = 0;
  for (;; ++column) {
    if (column == columns) return false;
    const std::size_t glue = begin_[column + 1] - begin_[column];
    make_room(glue + block);
    for (std::size_t i = 0; i < glue; i += block) std::memcpy(to + i, glues_.data() + begin_[column] + i, block);
    to += glue;
    *to++ = '"';
    in.reach();
    const bool quoted = in.p < in.end && *in.p == quote;
    in.p += quoted;
    const auto value_at = to - buffer_.data();  // the buffer may move
    const char stop = quoted ? quote : delimiter;
    for (;;) {
      in.reach();
      make_room(block);
      const block16::Mask mask = block16::copy_find_escapable_or(in.p, to, stop);
      if (mask == 0) {
        in.p += block;
        to += block;
        continue;
      }
      const unsigned plain = block16::first(mask);
      in.p += plain;
      to += plain;
      if (in.p == in.end) {
        if (quoted) return false;  // never closed
        break;
      }
      const char c = *in.p;
      if (c == stop) {
        if (!quoted) break;
        if (in.p + 1 == in.end || in.p[1] == delimiter) {
          ++in.p;
          break;
        }
        if (in.p[1] != quote) return false;  // does not fit
        ++in.p;
      }
      if (c == '"' || c == '\\' || static_cast<unsigned char>(c) < 0x20) to = json::write_escape(c, to);
      else *to++ = c;
      ++in.p;
    }
    char* const value = buffer_.data() + value_at;
    const std::string_view text(value, static_cast<std::size_t>(to - value));
    if (rules_.guess_types && !quoted && is_literal(text)) {
      std::memmove(value - 1, value, text.size());
      --to;
    } else {
      *to++ = '"';
    }
    if (in.p == in.end) break;
    ++in.p;
  }
  if (++column < columns) {
    if (rules_.ragged == Ragged::malformed) return false;
    for (; column < columns; ++column) {
      const std::size_t glue = begin_[column + 1] - begin_[column];
      make_room(glue + block);
      std::memcpy(to, glues_.data() + begin_[column], glue);
      to += glue;
      *to++ = '"';
      *to++ = '"';
    }
  }
  *to++ = '}';
  line.assign(buffer_.data(), static_cast<std::size_t>(to - buffer_.data()));
  if (buffer_.size() > kept_storage) std::string().swap(buffer_);
  return true;
}

// The cells of a row, by the rules for quotes that do not fit where they do not. The row without the line end that
// stands for a quote that is closed in a later row.
Result<std::string_view> CsvDecoder::split(std::string_view row, std::vector<Cell>& cells, std::size_t& fault) const {
  RowCells strict = read_cells(row, dialect_, QuoteRule::strict, cells);
  if (strict.state == RowCells::State::whole && strict.next == row.size()) {
    // The framer has taken the line end away: a CR here is one of two, and text.
    if (cells.back().kind == Cell::Kind::plain && cells.back().end == strict.end) cells.back().end = row.size();
    return row;
  }
  fault = strict.opener;
  if (strict.state == RowCells::State::open && row.back() != dialect_.newline)
    return failure("a quote is opened here and never closed");
  if (strict.state == RowCells::State::open) row = row.substr(0, row_end(row, dialect_, row.size() - 1));
  const Reading reading = read_unfit_row(row, dialect_, begin_.size() - 1, {}, cells);
  if (reading.fits && reading.row.next == row.size()) return row;
  return failure("a quote here neither ends its cell nor fits in any other way that gives the " +
                 std::to_string(begin_.size() - 1) + " cells of the header");
}

Status CsvDecoder::decode_cells(std::string_view row, std::string& line) {
  DSPREP_TRY(row, split(row, cells_, fault_at_));
  const std::size_t columns = begin_.size() - 1;
  std::size_t count = cells_.size();
  if (rules_.ragged == Ragged::fill)  // a delimiter too many at the end is common, and says nothing
    while (count > columns && cells_[count - 1].begin == cells_[count - 1].end) --count;
  if (count > columns && rules_.ragged != Ragged::extra) return failure(wrong_count(count));
  if (count < columns && rules_.ragged == Ragged::malformed) return failure(wrong_count(count));
  line.clear();
  for (std::size_t i = 0; i < columns; ++i) {
    line.append(glues_, begin_[i], begin_[i + 1] - begin_[i]);
    append_member_value(row, i < count ? cells_[i] : Cell{0, 0}, line);
  }
  if (count > columns) {
    line += extra_glue_;
    for (std::size_t i = columns; i < count; ++i) {
      line += i == columns ? '[' : ',';
      append_member_value(row, cells_[i], line);
    }
    line += ']';
  }
  line += '}';
  return {};
}

void CsvDecoder::append_member_value(std::string_view row, const Cell& cell, std::string& line) {
  value_.clear();
  append_value(row, cell, dialect_, value_);
  if (rules_.guess_types && cell.kind == Cell::Kind::plain && is_literal(value_)) {
    line += value_;
    return;
  }
  line += '"';
  json::append_escaped(line, value_);
  line += '"';
}

std::string CsvDecoder::wrong_count(std::size_t cells) const {
  const std::size_t columns = begin_.size() - 1;
  const bool more = cells > columns;
  std::string message = more ? "the row has more cells than the header" : "the row has fewer cells than the header";
  message += ": " + std::to_string(cells) + ", not " + std::to_string(columns);
  if (more) message += " (ragged=extra keeps the others in _extra)";
  return message;
}

std::size_t CsvDecoder::origin_of(const Frame& frame, std::size_t at) const {
  std::vector<Cell> cells;
  std::size_t fault = 0;
  const Result<std::string_view> row = split(frame.bytes, cells, fault);
  if (!row.ok()) return 0;
  std::size_t written = 0;
  std::string escaped;
  for (std::size_t i = 0; i < cells.size() && i + 1 < begin_.size(); ++i) {
    written += begin_[i + 1] - begin_[i] + 1;
    for (std::size_t from = cells[i].begin; from < cells[i].end; ++from) {
      from = next_char(*row, cells[i], dialect_, from);
      if (from == cells[i].end) break;
      escaped.clear();
      json::append_escaped(escaped, row->substr(from, 1));
      written += escaped.size();
      if (written > at) return from;
    }
    ++written;
    if (written > at) return cells[i].end;
  }
  return row->size();
}

}  // namespace dsprep::formats::csv

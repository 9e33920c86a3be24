#include "formats/csv/guess_dialect.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "formats/csv/cells.h"

namespace dsprep::formats::csv {
namespace {

// What a row with double quotes that are no quotes counts: less than half of a single column that has none.
constexpr double unexplained = 0.2;

// How well a dialect suits the sample.
struct Fit {
  double share = 0;         // of rows that have the most frequent number of cells
  std::size_t columns = 0;  // that number …
  std::size_t header = 0;   // … and that of the first row; its own where quotes in it do not fit
  bool unfit = false;       // quotes in some row do not fit
  bool spaced = false;      // cells but the first begin with a space, or are empty; most are not

  // Many columns are less likely to agree by chance.
  double score() const {
    if (columns < 2 || header < 2) return share * 0.5;
    return share * (1.0 + 0.1 * static_cast<double>(std::min<std::size_t>(columns, 10)));
  }
};

// False where a cell without quotes around it holds a double quote.
bool explains_quotes(std::string_view row, const Dialect& dialect, const std::vector<Cell>& cells) {
  if (!dialect.quotes()) return true;
  return std::none_of(cells.begin(), cells.end(), [row](const Cell& cell) {
    return cell.kind == Cell::Kind::plain &&
           row.substr(cell.begin, cell.end - cell.begin).find('"') != std::string_view::npos;
  });
}

Fit fit(std::string_view sample, bool whole, const Dialect& dialect) {
  std::map<std::size_t, double> rows_by_cells;
  std::vector<Cell> cells;
  std::size_t rows = 0, spaced = 0, unspaced = 0;
  Fit found;
  while (!sample.empty()) {
    RowCells row = read_cells(sample, dialect, QuoteRule::strict, cells);
    if (!whole && row.state != RowCells::State::unfit && row.next >= sample.size() && rows > 0) break;  // it may go on
    if (row.state == RowCells::State::open && !whole && rows > 0) break;
    const bool fits = row.state == RowCells::State::whole;
    if (!fits) row = end_of_line(sample, dialect, row.opener);
    found.unfit |= !fits;
    if (row.end > 0) {
      ++rows;
      if (fits) rows_by_cells[cells.size()] += explains_quotes(sample, dialect, cells) ? 1 : unexplained;
      if (rows == 1 && fits) found.header = cells.size();
      for (std::size_t i = 1; fits && i < cells.size(); ++i) {
        const bool begins = cells[i].begin < cells[i].end && sample[cells[i].begin] == ' ';
        spaced += begins;
        unspaced += !begins && cells[i].begin < cells[i].end;
      }
    }
    sample.remove_prefix(row.next);
  }
  double most = 0;
  for (const auto& [count, times] : rows_by_cells) {
    if (times < most) continue;
    most = times;
    found.columns = count;
  }
  if (found.header == 0) found.header = found.columns;
  found.share = rows == 0 ? 0 : most / static_cast<double>(rows);
  found.spaced = rows > 1 && spaced > 0 && unspaced == 0;
  return found;
}

// CR ends rows only where the first of the line ends outside of quotes is one, and no LF is.
char guess_newline(std::string_view sample, const KnownDialect& known) {
  const char quote = known.quote.value_or('"');
  bool quoted = false, carriage_return = false;
  for (std::size_t i = 0; i < sample.size(); ++i) {
    const char c = sample[i];
    if (c == quote && quote != '\0') quoted = !quoted;
    if (c == '\n' && !quoted) return '\n';
    carriage_return |= c == '\r' && !quoted && i + 1 < sample.size();
  }
  return carriage_return ? '\r' : '\n';
}

bool has(std::string_view text, std::string_view part) { return text.find(part) != text.npos; }

// The choices that are worth a look: what the user said, else the usual one, and others whose bytes the sample has.
template <class T>
std::vector<T> choices(const std::optional<T>& known, T usual, std::initializer_list<std::pair<T, bool>> others) {
  if (known) return {*known};
  std::vector<T> all{usual};
  for (const auto& [other, seen] : others)
    if (seen) all.push_back(other);
  return all;
}

}  // namespace

GuessedDialect guess_dialect(std::string_view sample, bool whole, const KnownDialect& known) {
  whole = whole && sample.size() <= sample_size;
  sample = sample.substr(0, sample_size);
  Dialect best{known.delimiter.value_or(','), known.quote.value_or('"'), known.escape.value_or(Escape::doubled),
               guess_newline(sample, known), known.skip_space.value_or(false)};
  Fit best_fit = fit(sample, whole, best);
  const auto consider = [&](const Dialect& dialect) {
    const Fit found = fit(sample, whole, dialect);
    if (found.score() > best_fit.score()) {
      best = dialect;
      best_fit = found;
    }
    return found;
  };
  // A tab even where there is none: lines of text with commas in them are a single column.
  for (const char delimiter :
       choices<char>(known.delimiter, ',', {{';', has(sample, ";")}, {'|', has(sample, "|")}, {'\t', true}})) {
    const bool spaces = has(sample, std::string{delimiter, ' '});
    for (const char quote : choices<char>(known.quote, '"', {{'\'', has(sample, "'")}}))
      for (const bool skip_space : choices(known.skip_space, false, {{true, spaces}})) {
        Dialect dialect{delimiter, quote, known.escape.value_or(Escape::doubled), best.newline, skip_space};
        // Backslashes only where quotes make no sense without: a cell may well end with one.
        if (consider(dialect).unfit && !known.escape && has(sample, "\\")) {
          dialect.escape = Escape::backslash;
          consider(dialect);
        }
      }
  }
  if (!known.skip_space && !best.skip_space && best_fit.spaced) best.skip_space = true;
  return {best, best_fit.columns};
}

}  // namespace dsprep::formats::csv

#include "split/class_table.h"

#include <algorithm>
#include <utility>

#include "base/human.h"

namespace dsprep::split {
namespace {

constexpr std::size_t most_rows = 200;

double share(std::uint64_t n, std::uint64_t of) { return of ? static_cast<double>(n) / static_cast<double>(of) : 0; }
std::int64_t whole(std::uint64_t n) { return static_cast<std::int64_t>(n); }

}  // namespace

Finding class_table(const std::vector<DrawnClass>& classes, TableHow how) {
  Finding table{std::move(how.id), std::move(how.title), std::move(how.note), Finding::Chart::none, {}, {}};
  using Kind = Column::Kind;
  table.columns = {{how.what, Kind::plain}, {"records", Kind::count}, {"records written", Kind::count}};
  if (how.sized) table.columns.insert(table.columns.end(), {{"bytes", Kind::bytes}, {"bytes written", Kind::bytes}});
  table.columns.insert(table.columns.end(), {{"share", Kind::share}, {"share written", Kind::share}});
  table.columns.emplace_back("times");
  for (const TableHow::Further& further : how.further)
    if (!further.values.empty()) table.columns.push_back(further.column);
  std::uint64_t size = 0, written = 0;
  for (const DrawnClass& drawn : classes) {
    size += drawn.size;
    written += drawn.drawn_size;
  }
  for (std::size_t i = 0; i < std::min(classes.size(), most_rows); ++i) {
    const DrawnClass& drawn = classes[i];
    std::vector<Finding::Cell> row = {drawn.name, whole(drawn.records), whole(drawn.drawn_records)};
    if (how.sized) row.insert(row.end(), {whole(drawn.size), whole(drawn.drawn_size)});
    row.insert(row.end(), {share(drawn.size, size), share(drawn.drawn_size, written)});
    row.emplace_back(drawn.rounds());
    for (const TableHow::Further& further : how.further)
      if (!further.values.empty()) row.emplace_back(further.values[i]);
    table.rows.push_back(std::move(row));
  }
  if (classes.size() > most_rows)
    table.note += (table.note.empty() ? "" : ". ") + ("The first " + std::to_string(most_rows) + " of ") +
                  base::format_count(classes.size());
  return table;
}

}  // namespace dsprep::split

#include "split/assignment_report.h"

#include <algorithm>
#include <cmath>

#include "base/human.h"

namespace dsprep::split {
namespace {

constexpr std::size_t most_strata_shown = 200;

std::int64_t whole(std::uint64_t n) { return static_cast<std::int64_t>(n); }

std::uint64_t total_of(const Assignment& made) {
  std::uint64_t total = 0;
  for (const std::uint64_t n : made.records) total += n;
  return total;
}

}  // namespace

std::string counted(std::uint64_t n, std::string_view one, std::string_view many) {
  return base::format_count(n) + " " + std::string(n == 1 ? one : many);
}

double share_of(std::uint64_t n, std::uint64_t all) {
  return all ? static_cast<double>(n) / static_cast<double>(all) : 0;
}

void AssignmentReport::metric(std::string name, std::uint64_t value) {
  findings_.metrics.push_back({std::move(name), static_cast<double>(value)});
}

void AssignmentReport::warn(std::string text, std::string remedy, Warning::Severity severity) {
  findings_.warnings.emplace_back(std::move(text), severity, std::move(remedy));
}

std::string AssignmentReport::place(const RecordId& id) const {
  return decider_.input_name(id.shard) + ":" + std::to_string(id.line);
}

void AssignmentReport::units(const Assignment& made) {
  metric("units", made.units);
  metric("largest_unit", made.largest.records);
}

void AssignmentReport::clashes(const Assignment& made) {
  const auto tell = [&](std::string_view what, std::uint64_t clashes, const std::string& pointer) {
    metric("clashing_" + std::string(what) + "s", clashes);
    if (clashes == 0) return;
    warn(base::format_counted(clashes, what) + " (" + pointer + ") " + (clashes == 1 ? "stands" : "stand") +
             " in records of several sources: they are taken for one, and their records stay together",
         "where the sources count by themselves, give a " + std::string(what) + " that differs between them");
  };
  if (plan_.keys.key_sources) tell("key", made.clashing_keys, plan_.keys.pointer);
  if (plan_.keys.group_sources) tell("group", made.clashing_groups, plan_.keys.group_pointer);
}

void AssignmentReport::rare_strata(const Assignment& made, std::string_view parts) {
  std::uint64_t rare = 0;
  const Assignment::Row* rarest = nullptr;
  for (const Assignment::Row& row : made.rows) {
    rare += row.records < named_;
    if (!rarest || row.records < rarest->records) rarest = &row;
  }
  metric("rare_strata", rare);
  if (rare == 0) return;
  warn(counted(rare, "stratum of ", "strata of ") + plan_.keys.stratify_pointers() + (rare == 1 ? " has" : " have") +
           " fewer records than there are " + std::string(parts) + " (the rarest is \"" + rarest->name + "\" with " +
           std::to_string(rarest->records) + "): some " + std::string(parts) + " have none of " +
           (rare == 1 ? "it" : "them"),
       "give fewer " + std::string(parts) + ", or put rare values together");
}

// A key that is of several strata is most likely a text with contradicting labels.
void AssignmentReport::shared_keys(const Assignment& made) {
  metric("shared_keys", made.shared_keys);
  if (made.shared_keys == 0) return;
  const bool one = made.shared_keys == 1;
  warn(base::format_count(made.shared_keys) + (one ? " key" : " keys") + " (" + plan_.keys.pointer + "), of " +
       base::format_count(made.shared_records) + " records, " + (one ? "has" : "have") + " several values of " +
       plan_.keys.stratify_pointers() + ": the key comes first, and its records stay together in one part");
}

// Shares cannot come out.
void AssignmentReport::large_unit(const Assignment& made) {
  std::uint64_t smallest = ~std::uint64_t{0};
  for (std::size_t i = 0; i < named_; ++i) smallest = std::min(smallest, made.wanted[i]);
  const Assignment::Largest& largest = made.largest;
  if (largest.records <= smallest || largest.records < 2 || largest.part >= names_.size()) return;
  warn("the largest group that may not be parted has " + base::format_count(largest.records) + " records (" +
           place(largest.first) + " is the first), more than the smallest part was to have (" +
           base::format_count(smallest) + "): it went whole to " + names_[largest.part],
       plan_.joins() ? "where equal or similar texts join groups that may be parted, give a key of fewer records, "
                       "such as an id, or a higher near_threshold"
                     : "");
}

double AssignmentReport::largest_deviation(const Assignment& made) const {
  const std::uint64_t total = total_of(made);
  double largest = 0;
  for (const Assignment::Row& row : made.rows)
    for (std::size_t part = 0; part < named_; ++part)
      if (made.records[part] > 0)
        largest = std::max(largest,
                           std::fabs(share_of(row.by_part[part], made.records[part]) - share_of(row.records, total)));
  return largest;
}

Finding AssignmentReport::strata(const Assignment& made) const {
  std::vector<const Assignment::Row*> order;
  for (const Assignment::Row& row : made.rows) order.push_back(&row);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return a->records != b->records ? a->records > b->records : a->name < b->name;
  });
  Finding table{"strata", "Labels by part", "", Finding::Chart::none, {"stratum", {"records", Column::Kind::count}},
                {}};
  if (order.size() > most_strata_shown) {
    table.note = "The " + std::to_string(most_strata_shown) + " largest of " + base::format_count(order.size()) + ". ";
    order.resize(most_strata_shown);
  }
  table.note += "Shares are of all records of a part";
  for (const std::string& name : names_) table.columns.emplace_back(name, Column::Kind::count);
  table.columns.emplace_back("share of all", Column::Kind::share);
  for (const std::string& name : names_) table.columns.emplace_back("share of " + name, Column::Kind::share);
  const std::uint64_t total = total_of(made);
  for (const Assignment::Row* stratum : order) {
    std::vector<Finding::Cell> row = {stratum->name, whole(stratum->records)};
    for (const std::uint64_t n : stratum->by_part) row.emplace_back(whole(n));
    row.emplace_back(share_of(stratum->records, total));
    for (std::size_t part = 0; part < names_.size(); ++part)
      row.emplace_back(share_of(stratum->by_part[part], made.records[part]));
    table.rows.push_back(std::move(row));
  }
  return table;
}

}  // namespace dsprep::split

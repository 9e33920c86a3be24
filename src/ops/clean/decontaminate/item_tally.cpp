#include "ops/clean/decontaminate/item_tally.h"

#include <algorithm>
#include <set>
#include <string>

namespace dsprep::ops::decontaminate {
namespace {

constexpr std::size_t most_shown = 100;  // items that a report lists

std::int64_t cell(std::uint64_t n) { return static_cast<std::int64_t>(n); }

}  // namespace

std::string_view name_of(ItemMatch::By by) {
  constexpr std::string_view names[] = {"whole", "ngram", "near"};
  return names[static_cast<std::size_t>(by)];
}

void ItemTally::add(const RecordId& record, const std::map<std::uint32_t, FoundItem>& found) {
  if (found.empty()) return;
  ++records_;
  std::set<std::uint32_t> sets;
  for (const auto& [number, item] : found) {
    Place& place = items_[number];
    if (place.records++ == 0) place.first = record;
    place.by = std::min(place.by, item.by);
    sets.insert(known_.items()[number].set);
  }
  for (const std::uint32_t set : sets) ++records_of_set_[set];
}

void ItemTally::report(std::uint64_t records, std::uint64_t set_aside, Decider& decider) const {
  Findings& findings = decider.findings();
  findings.title = "Contamination by evaluation sets";
  const auto found = std::count_if(items_.begin(), items_.end(), [](const Place& place) { return place.records > 0; });
  const double contaminated = static_cast<double>(records_);
  findings.metrics.push_back({"records", static_cast<double>(records)});
  findings.metrics.push_back({"contaminated", contaminated});
  findings.metrics.push_back({"contaminated_share", records == 0 ? 0 : contaminated / static_cast<double>(records)});
  findings.metrics.push_back({"items_found", static_cast<double>(found)});
  findings.metrics.push_back({"set_aside", static_cast<double>(set_aside)});
  findings.sections.push_back(sets());
  if (found > 0) findings.sections.push_back(most_found(decider));
}

Finding ItemTally::sets() const {
  Finding table{
      "benchmarks",
      "Evaluation sets",
      "Found: items that stand in some record, by their strongest evidence. Too short: texts that are not looked for",
      Finding::Chart::none,
      {"benchmark", "items", "found", "whole", "by n-gram", "near", "records", "texts", "too short", "repeated"},
      {}};
  struct Found {
    std::int64_t all = 0, by[3] = {0, 0, 0};
  };
  std::vector<Found> found(records_of_set_.size());
  for (std::size_t i = 0; i < items_.size(); ++i) {
    if (items_[i].records == 0) continue;
    Found& of_set = found[known_.items()[i].set];
    ++of_set.all;
    ++of_set.by[static_cast<std::size_t>(items_[i].by)];
  }
  for (std::size_t s = 0; s < found.size(); ++s) {
    const KnownItems::Set& set = known_.sets()[s];
    table.rows.push_back({set.name, cell(set.items), found[s].all, found[s].by[0], found[s].by[1], found[s].by[2],
                          cell(records_of_set_[s]), cell(set.texts), cell(set.too_short), cell(set.repeated)});
  }
  return table;
}

Finding ItemTally::most_found(const Decider& decider) const {
  std::vector<std::uint32_t> order;
  for (std::uint32_t i = 0; i < items_.size(); ++i)
    if (items_[i].records > 0) order.push_back(i);
  std::stable_sort(order.begin(), order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return items_[a].records > items_[b].records; });
  if (order.size() > most_shown) order.resize(most_shown);
  Finding table{"items",
                "Items in the most records",
                "File and line are of the first record that holds the item",
                Finding::Chart::none,
                {"benchmark", "item", "item's line", "by", "records", "file", "line"},
                {}};
  for (const std::uint32_t i : order) {
    const KnownItems::Item& item = known_.items()[i];
    const Place& place = items_[i];
    table.rows.push_back({known_.sets()[item.set].name, item.name, cell(item.id.line), std::string(name_of(place.by)),
                          cell(place.records), decider.input_name(place.first.shard), cell(place.first.line)});
  }
  return table;
}

}  // namespace dsprep::ops::decontaminate

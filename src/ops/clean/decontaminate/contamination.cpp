#include "ops/clean/decontaminate/contamination.h"

#include <algorithm>

#include "dsprep/need.h"
#include "ops/clean/decontaminate/item_tally.h"
#include "spill/ordered_number.h"

namespace dsprep::ops::decontaminate {
namespace {

using By = ItemMatch::By;

constexpr std::size_t id_size = 16;

// One byte of By, then ordered numbers: hits sort as FoundItems wants them.
void append_hit(std::string& entry, const ItemHit& hit) {
  entry += static_cast<char>(hit.by);
  for (const std::uint32_t n : {hit.element, hit.begin, hit.end, hit.key, hit.score})
    spill::append_ordered(entry, std::uint64_t{n});
}

ItemHit take_hit(std::string_view bytes) {
  ItemHit hit;
  hit.by = static_cast<By>(bytes[0]);
  bytes.remove_prefix(1);
  for (std::uint32_t* n : {&hit.element, &hit.begin, &hit.end, &hit.key, &hit.score})
    *n = static_cast<std::uint32_t>(spill::take_ordered(bytes));
  return hit;
}

// What is counted to find out what is common: an n-gram, or a text.
std::uint64_t feature_of(By by, std::uint32_t key) { return std::uint64_t{by == By::ngram} << 32 | key; }

// A row of the table: six numbers for each item.
constexpr std::size_t found_size = 24;

void append_found(std::string& out, const FoundItem& found) {
  for (const std::uint32_t n :
       {found.item, static_cast<std::uint32_t>(found.by), found.element, found.begin, found.end, found.score})
    spill::append_be32(out, n);
}

FoundItem found_at(std::string_view bytes) {
  const auto number = [&](std::size_t i) { return spill::read_be32(bytes.substr(4 * i)); };
  return {number(0), static_cast<By>(number(1)), number(2), number(3), number(4), number(5)};
}

}  // namespace

Status HitExtractor::extract(const Record& record, Totals& totals, spill::Sorter& entries) {
  if (need_text(record, plan_.field, plan_.pointer)) return {};
  ++totals.records;
  features_.clear();
  for (const std::size_t element : text_elements(record, plan_.field)) {
    matches_.clear();
    known_.index().find(*record.text(plan_.field, element), scratch_, matches_);
    for (const ItemMatch& match : matches_) {
      entry_.clear();
      spill::append_record_key(entry_, record.id());
      append_hit(entry_, {match.by, static_cast<std::uint32_t>(element), match.key, match.begin, match.end,
                          static_cast<std::uint32_t>(match.score * 1000 + 0.5f)});
      DSPREP_CHECK(entries.add(entry_));
      features_.push_back(feature_of(match.by, match.key));
    }
  }
  totals.frequencies.add(features_);
  return {};
}

Result<std::shared_ptr<const spill::SortedTable>> gather(const Plan& plan, const KnownItems& known,
                                                         HitObserver& observed, Decider& decider) {
  const auto& [records, frequencies] = observed.totals();
  FoundItems found_items(known.index(), plan.min_share);
  ItemTally tally(known);
  spill::SortedTable::Builder table(*plan.workspace, id_size);
  std::vector<ItemHit> hits;  // of the record
  std::string value;
  std::uint64_t set_aside = 0;
  const auto see = [&, &frequencies = frequencies](std::string_view bytes) -> Status {
    const ItemHit hit = take_hit(bytes);
    const bool is_common =
        plan.max_records && hit.by != By::near && frequencies.of(feature_of(hit.by, hit.key)) > *plan.max_records;
    if (is_common) ++set_aside;
    else hits.push_back(hit);
    return {};
  };
  const auto close = [&](std::string_view id) -> Status {
    const auto& found = found_items.of(hits);
    hits.clear();
    if (found.empty()) return {};
    tally.add(spill::record_id_of(id), found);
    value.clear();
    for (const auto& [number, item] : found) append_found(value, item);
    return table.add(id, value);
  };
  DSPREP_CHECK(spill::scan_groups(observed.entries(), id_size, decider, "gathering what was found", see, close));
  tally.report(records, set_aside, decider);
  return table.finish();
}

void read_found_items(std::string_view row, std::vector<FoundItem>& found) {
  found.clear();
  for (; !row.empty(); row.remove_prefix(found_size)) found.push_back(found_at(row));
  std::stable_sort(found.begin(), found.end(), stronger);
}

}  // namespace dsprep::ops::decontaminate

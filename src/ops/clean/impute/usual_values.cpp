#include "ops/clean/impute/usual_values.h"

#include <cmath>
#include <cstdint>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/value.h"
#include "spill/exact_sum.h"
#include "spill/number_key.h"
#include "spill/scan.h"

namespace dsprep::ops::impute {
namespace {

using Builder = spill::SortedTable::Builder;

constexpr std::size_t longest_value = 64 << 10;
constexpr std::string_view what = "looking for usual values";

// The value that comes most often; of several the one that stands first in the input.
Status find_modes(spill::Sorter& entries, Decider& decider, Builder& table) {
  struct Candidate {
    std::string hash, first, value;
    std::uint64_t count = 0;
  } now, best;
  const auto settle = [&] {
    if (now.count > best.count || (now.count == best.count && now.count != 0 && now.first < best.first))
      std::swap(best, now);
    now = {};
  };
  const auto see = [&](std::string_view payload) -> Status {
    if (payload.substr(0, 16) != now.hash) {
      settle();
      now.hash = payload.substr(0, 16);
      now.first = payload.substr(16, 16);
      now.value = payload.substr(32);
    }
    ++now.count;
    return {};
  };
  return spill::scan_groups(entries, group_size, decider, what, see, [&](std::string_view group) {
    settle();
    Status added = table.add(group, best.value);
    best = {};
    return added;
  });
}

std::string number_json(double value, bool round) {
  if (round) value = std::round(value);
  return ValueBuilder().number(value == 0 ? 0 : value).take();
}

Status find_means(const Plan& plan, spill::Sorter& entries, Decider& decider, Builder& table) {
  spill::ExactSum sum;
  std::uint64_t count = 0;
  const auto see = [&](std::string_view number) -> Status {
    sum.add(spill::number_of_key(number));
    ++count;
    return {};
  };
  return spill::scan_groups(entries, group_size, decider, what, see, [&](std::string_view group) {
    const double mean = sum.value() / static_cast<double>(count);
    const Status added = std::isfinite(mean) ? table.add(group, number_json(mean, plan.round)) : Status();
    sum = {};
    count = 0;
    return added;
  });
}

// Read twice: to count each group, then to take what stands in its middle.
Status find_medians(const Plan& plan, spill::Sorter& entries, Decider& decider, Builder& table) {
  spill::Sorter again(*plan.workspace);
  std::vector<std::uint64_t> counts;  // of the groups, in order
  std::string group_now;
  DSPREP_CHECK(spill::scan(entries, decider, what, [&](std::string_view entry) {
    if (counts.empty() || entry.substr(0, group_size) != group_now) {
      group_now = entry.substr(0, group_size);
      counts.push_back(0);
    }
    ++counts.back();
    return again.add(entry);
  }));
  std::size_t group_number = 0;
  std::uint64_t at = 0;
  double low = 0, high = 0;
  const auto see = [&](std::string_view number) -> Status {
    const std::uint64_t count = counts[group_number];
    if (at == (count - 1) / 2) low = spill::number_of_key(number);
    if (at == count / 2) high = spill::number_of_key(number);
    ++at;
    return {};
  };
  return spill::scan_groups(again, group_size, decider, what, see, [&](std::string_view group) {
    Status added = table.add(group, number_json(low == high ? low : low / 2 + high / 2, plan.round));
    ++group_number;
    at = 0;
    return added;
  });
}

}  // namespace

Status ValueExtractor::extract(const Record& record, Totals&, spill::Sorter& entries) {
  if (lacks(plan_, record)) return {};
  entry_.clear();
  const bool grouped = append_group(entry_, plan_, record);
  if (!grouped) entry_ = whole;
  if (plan_.method == Method::mode) {
    const FieldType type = record.type(plan_.field);
    if (type == FieldType::missing || type == FieldType::null) return {};
    const std::string_view raw = record.raw(plan_.field);
    if (raw.size() > longest_value) return {};
    const auto text = record.text(plan_.field, 0);
    append_hash(entry_, name_of(type), text ? *text : raw);  // an escape is what it stands for
    spill::append_record_key(entry_, record.id());
    entry_ += raw;
  } else {
    const std::optional<double> number = record.number(plan_.field);
    if (!number || !std::isfinite(*number)) return {};
    spill::append_number_key(entry_, *number);
  }
  DSPREP_CHECK(entries.add(entry_));
  if (!grouped) return {};
  entry_.replace(0, group_size, whole);
  return entries.add(entry_);
}

Result<std::shared_ptr<const spill::SortedTable>> find_usual_values(const Plan& plan, spill::Sorter& entries,
                                                                    Decider& decider) {
  Builder table(*plan.workspace, group_size);
  if (plan.method == Method::mode) DSPREP_CHECK(find_modes(entries, decider, table));
  else if (plan.method == Method::mean) DSPREP_CHECK(find_means(plan, entries, decider, table));
  else DSPREP_CHECK(find_medians(plan, entries, decider, table));
  return table.finish();
}

}  // namespace dsprep::ops::impute

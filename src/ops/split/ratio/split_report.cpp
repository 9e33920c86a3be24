#include "ops/split/ratio/split_report.h"

#include <algorithm>

#include "base/human.h"

namespace dsprep::ops::ratio {
namespace {

constexpr std::size_t most_strata_shown = 200;

// A key that is of several strata is most likely a text with contradicting labels.
std::string shared_keys_line(const StratumCut& cut, const KeyPlan& keys) {
  const bool one = cut.shared_keys == 1;
  return base::format_count(cut.shared_keys) + (one ? " key" : " keys") + " (" + keys.pointer + "), of " +
         base::format_count(cut.shared_records) + " records, " + (one ? "has" : "have") + " several values of " +
         keys.stratify_pointer + ": the key comes first, and its records stay together in one part";
}

}  // namespace

void write_report(const std::vector<std::string>& part_names, const KeyPlan& keys, const StratumCut& cut,
                  Findings& findings) {
  std::vector<std::uint64_t> records(cut.wanted().size());
  std::uint64_t total = 0;
  for (const StratumCut::Row& stratum : cut.rows())
    for (std::size_t i = 0; i < stratum.by_part.size(); ++i) {
      records[i] += stratum.by_part[i];
      total += stratum.by_part[i];
    }
  const auto share = [](std::uint64_t n, std::uint64_t of) {
    return of ? static_cast<double>(n) / static_cast<double>(of) : 0;
  };
  const auto whole = [](std::uint64_t n) { return static_cast<std::int64_t>(n); };
  std::vector<std::string> names = part_names;
  if (records.size() > names.size()) names.push_back("(beyond the sizes)");

  findings.title = "Split";
  findings.metrics.push_back({"records", static_cast<double>(total)});
  Finding by_part{"parts",
                  "Records by part",
                  "Asked: what the shares or sizes come to. Records with equal keys stay together, so a part "
                  "may differ from it by a group of them in each stratum",
                  Finding::Chart::bars,
                  {"part", "records", "share", "asked"},
                  {}};
  for (std::size_t i = 0; i < names.size(); ++i) {
    by_part.rows.push_back({names[i], whole(records[i]), share(records[i], total), whole(cut.wanted()[i])});
    if (i < part_names.size())
      findings.metrics.push_back({"part." + names[i] + ".records", static_cast<double>(records[i])});
  }
  findings.sections.push_back(std::move(by_part));
  if (!keys.stratify.bound()) return;
  findings.metrics.push_back({"shared_keys", static_cast<double>(cut.shared_keys)});
  if (cut.shared_keys > 0) findings.warnings.push_back(shared_keys_line(cut, keys));

  std::vector<const StratumCut::Row*> order;
  for (const StratumCut::Row& row : cut.rows()) order.push_back(&row);
  std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
    return a->records != b->records ? a->records > b->records : a->name < b->name;
  });
  Finding by_stratum{"strata", "Records by stratum and part", "", Finding::Chart::none, {"stratum", "records"}, {}};
  if (order.size() > most_strata_shown) {
    by_stratum.note = "The " + std::to_string(most_strata_shown) + " largest of " + base::format_count(order.size());
    order.resize(most_strata_shown);
  }
  by_stratum.columns.insert(by_stratum.columns.end(), names.begin(), names.end());
  for (const StratumCut::Row* stratum : order) {
    std::vector<Finding::Cell> row = {stratum->name, whole(stratum->records)};
    for (const std::uint64_t n : stratum->by_part) row.emplace_back(whole(n));
    by_stratum.rows.push_back(std::move(row));
  }
  findings.sections.push_back(std::move(by_stratum));
}

}  // namespace dsprep::ops::ratio

#include "ops/split/ratio/split_report.h"

#include <algorithm>
#include <cmath>

#include "base/human.h"

namespace dsprep::ops::ratio {
namespace {

using split::Assignment;
constexpr std::size_t most_strata_shown = 200;

std::string counted(std::uint64_t n, std::string_view one, std::string_view many) {
  return base::format_count(n) + " " + std::string(n == 1 ? one : many);
}

std::int64_t whole(std::uint64_t n) { return static_cast<std::int64_t>(n); }
double share(std::uint64_t n, std::uint64_t of) { return of ? static_cast<double>(n) / static_cast<double>(of) : 0; }

class Report {
 public:
  Report(const ExactPlan& plan, const Assignment& made, Decider& decider)
      : plan_(plan),
        keys_(plan.units.keys),
        made_(made),
        decider_(decider),
        findings_(decider.findings()),
        names_(plan.parts.names) {
    if (made.wanted.size() > names_.size()) names_.emplace_back("(beyond the sizes)");
    for (const std::uint64_t n : made.records) total_ += n;
  }

  void write(const dedup::ClusterStats& near) {
    findings_.title = "Split";
    parts();
    metric("units", made_.units);
    metric("largest_unit", made_.largest.records);
    if (plan_.units.near) metric("near_pairs", near.alike);
    ledger();
    if (keys_.sources) clashes();
    if (!keys_.stratify.empty()) strata();
    large_units();
    bridges();
  }

 private:
  void metric(std::string name, std::uint64_t value) {
    findings_.metrics.push_back({std::move(name), static_cast<double>(value)});
  }
  void warn(std::string text, Warning::Severity severity = Warning::Severity::warning, std::string remedy = {}) {
    findings_.warnings.emplace_back(std::move(text), severity, std::move(remedy));
  }
  std::string place(const RecordId& id) const { return decider_.input_name(id.shard) + ":" + std::to_string(id.line); }

  void parts() {
    metric("records", total_);
    Finding by_part{"parts",
                    "Records by part",
                    "Asked: what the shares or sizes come to. What may not be parted stays together, so a part may "
                    "differ from it where there are too few records that stand alone",
                    Finding::Chart::bars,
                    {"part", "records", "share", "asked"},
                    {}};
    for (std::size_t i = 0; i < names_.size(); ++i) {
      by_part.rows.push_back(
          {names_[i], whole(made_.records[i]), share(made_.records[i], total_), whole(made_.wanted[i])});
      if (i < plan_.parts.size()) metric("part." + names_[i] + ".records", made_.records[i]);
    }
    findings_.sections.push_back(std::move(by_part));
  }

  void ledger() {
    if (!plan_.frozen) return;
    const split::Ledger& ledger = *plan_.frozen;
    metric("frozen_records", made_.frozen_records);
    metric("frozen_keys", made_.frozen_found);
    metric("frozen_unseen", ledger.rows() - made_.frozen_found);
    metric("bridging", made_.bridging);
    metric("bridging_dropped", made_.bridging_dropped);
    if (ledger.rows() > 0 && made_.frozen_found == 0 && total_ > 0)
      warn("freeze: none of the " + counted(ledger.rows(), "key", "keys") + " of " + ledger.path() +
               " stands in the data: it may be the ledger of another dataset",
           Warning::Severity::serious, "give the ledger that was written when this dataset was last split");
  }

  void clashes() {
    metric("clashing_keys", made_.clashing_keys);
    if (made_.clashing_keys > 0)
      warn(counted(made_.clashing_keys, "key (", "keys (") + keys_.pointer + ") " +
               (made_.clashing_keys == 1 ? "stands" : "stand") +
               " in records of several sources: they are taken for one, and their records stay together",
           Warning::Severity::warning, "where the sources count by themselves, give a key that differs between them");
  }

  // A key that is of several strata is most likely a text with contradicting labels.
  std::string shared_keys_line() const {
    const bool one = made_.shared_keys == 1;
    return base::format_count(made_.shared_keys) + (one ? " key" : " keys") + " (" + keys_.pointer + "), of " +
           base::format_count(made_.shared_records) + " records, " + (one ? "has" : "have") + " several values of " +
           keys_.stratify_pointers() + ": the key comes first, and its records stay together in one part";
  }

  void strata() {
    std::vector<const Assignment::Row*> order;
    std::uint64_t rare = 0;
    double largest = 0;
    for (const Assignment::Row& row : made_.rows) {
      order.push_back(&row);
      rare += row.records < plan_.parts.size();
      for (std::size_t part = 0; part < plan_.parts.size(); ++part)
        if (made_.records[part] > 0)
          largest =
              std::max(largest, std::fabs(share(row.by_part[part], made_.records[part]) - share(row.records, total_)));
    }
    findings_.metrics.push_back({"largest_deviation", largest});
    metric("rare_strata", rare);
    metric("shared_keys", made_.shared_keys);
    if (made_.shared_keys > 0) warn(shared_keys_line());
    std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
      return a->records != b->records ? a->records > b->records : a->name < b->name;
    });
    Finding by_stratum{
        "strata", "Labels by part", "", Finding::Chart::none, {"stratum", {"records", Column::Kind::count}}, {}};
    if (rare > 0)
      by_stratum.note += counted(rare, "stratum has", "strata have") +
                         " fewer records than there are parts: not every part can have one. ";
    if (order.size() > most_strata_shown) {
      by_stratum.note +=
          "The " + std::to_string(most_strata_shown) + " largest of " + base::format_count(order.size()) + ". ";
      order.resize(most_strata_shown);
    }
    by_stratum.note += "Shares are of all records of a part";
    for (const std::string& name : names_) by_stratum.columns.emplace_back(name, Column::Kind::count);
    by_stratum.columns.emplace_back("share of all", Column::Kind::share);
    for (const std::string& name : names_) by_stratum.columns.emplace_back("share of " + name, Column::Kind::share);
    for (const Assignment::Row* stratum : order) {
      std::vector<Finding::Cell> row = {stratum->name, whole(stratum->records)};
      for (const std::uint64_t n : stratum->by_part) row.emplace_back(whole(n));
      row.emplace_back(share(stratum->records, total_));
      for (std::size_t part = 0; part < names_.size(); ++part)
        row.emplace_back(share(stratum->by_part[part], made_.records[part]));
      by_stratum.rows.push_back(std::move(row));
    }
    findings_.sections.push_back(std::move(by_stratum));
  }

  // One that is larger than the smallest part was asked to be: shares cannot come out.
  void large_units() {
    std::uint64_t smallest = ~std::uint64_t{0};
    for (std::size_t i = 0; i < plan_.parts.size(); ++i) smallest = std::min(smallest, made_.wanted[i]);
    const Assignment::Largest& largest = made_.largest;
    if (largest.records <= smallest || largest.records < 2 || largest.part >= names_.size()) return;
    warn("the largest group that may not be parted has " + base::format_count(largest.records) + " records (" +
             place(largest.first) + " is the first), more than the smallest part was to have (" +
             base::format_count(smallest) + "): it went whole to " + names_[largest.part],
         Warning::Severity::warning,
         plan_.units.joins()
             ? "where equal or similar texts join groups that may be parted, give a key of fewer records, "
               "such as an id, or a higher near_threshold"
             : "");
  }

  void bridges() {
    if (made_.bridging == 0) return;
    warn(counted(made_.bridging, "group", "groups") + " of records that may not be parted " +
         (made_.bridging == 1 ? "bridges" : "bridge") + " parts of the ledger: what was assigned stays, " +
         (plan_.drop_bridging ? counted(made_.bridging_dropped, "new record was", "new records were") + " dropped"
                              : "and new records go to the part that has most of the group"));
    Finding table{"bridging",
                  "Groups that bridge parts of the ledger",
                  made_.bridging > made_.bridges.size() ? "The first " + std::to_string(made_.bridges.size()) + " of " +
                                                              base::format_count(made_.bridging)
                                                        : "",
                  Finding::Chart::none,
                  {{"first record", Column::Kind::id}, "records", "parts", "new records", "which went to"},
                  {}};
    for (const Assignment::Bridge& bridge : made_.bridges) {
      std::string in;
      for (const std::size_t part : bridge.parts) in += (in.empty() ? "" : ", ") + names_[part];
      table.rows.push_back({place(bridge.first), whole(bridge.records), in, whole(bridge.added),
                            bridge.to == Assignment::dropped ? "dropped" : names_[bridge.to]});
      table.records.push_back(bridge.first);
    }
    findings_.sections.push_back(std::move(table));
  }

  const ExactPlan& plan_;
  const split::KeyPlan& keys_;
  const Assignment& made_;
  Decider& decider_;
  Findings& findings_;
  std::vector<std::string> names_;
  std::uint64_t total_ = 0;
};

}  // namespace

void write_report(const ExactPlan& plan, const Assignment& assignment, const dedup::ClusterStats& near,
                  Decider& decider) {
  Report(plan, assignment, decider).write(near);
}

}  // namespace dsprep::ops::ratio

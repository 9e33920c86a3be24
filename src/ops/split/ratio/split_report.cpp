#include "ops/split/ratio/split_report.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/human.h"
#include "ops/split/ratio/parts.h"
#include "split/assignment_report.h"
#include "split/ledger.h"
#include "split/record_key.h"
#include "split/unit_observer.h"

namespace dsprep::ops::ratio {
namespace {

using split::Assignment;
using split::counted;
using split::share_of;

std::int64_t whole(std::uint64_t n) { return static_cast<std::int64_t>(n); }

std::vector<std::string> names_of(const ExactPlan& plan, const Assignment& made) {
  std::vector<std::string> names = plan.parts.names;
  if (made.wanted.size() > names.size()) names.emplace_back("(beyond the sizes)");
  return names;
}

class Report {
 public:
  Report(const ExactPlan& plan, const Assignment& made, Decider& decider)
      : plan_(plan), made_(made), report_(plan.units, names_of(plan, made), plan.parts.size(), decider) {
    for (const std::uint64_t n : made.records) total_ += n;
  }

  void write(const dedup::ClusterStats& near) {
    report_.findings().title = "Split";
    parts();
    report_.units(made_);
    if (plan_.units.near) report_.metric("near_pairs", near.alike);
    ledger();
    report_.clashes(made_);
    if (!plan_.units.keys.stratify.empty()) strata();
    report_.large_unit(made_);
    bridges();
  }

 private:
  void parts() {
    report_.metric("records", total_);
    Finding by_part{"parts",
                    "Records by part",
                    "Asked: what the shares or sizes come to. What may not be parted stays together, so a part may "
                    "differ from it where there are too few records that stand alone",
                    Finding::Chart::bars,
                    {"part", "records", "share", "asked"},
                    {}};
    const std::vector<std::string>& names = report_.names();
    for (std::size_t i = 0; i < names.size(); ++i) {
      by_part.rows.push_back(
          {names[i], whole(made_.records[i]), share_of(made_.records[i], total_), whole(made_.wanted[i])});
      if (i < plan_.parts.size()) report_.metric("part." + names[i] + ".records", made_.records[i]);
    }
    report_.findings().sections.push_back(std::move(by_part));
    percentages();
  }

  // Sizes that may have been meant otherwise.
  void percentages() {
    std::uint64_t sum = 0;
    for (const std::uint64_t size : plan_.parts.sizes) sum += size;
    if (sum == 0 || sum > 100 || total_ <= sum) return;
    report_.warn(counted(total_ - sum, "record is", "records are") + " beyond the sizes, which come to " +
                     std::to_string(sum) + ", and dropped",
                 "where percentages were meant, write shares, as train = 0.7 for 70");
  }

  void ledger() {
    if (!plan_.frozen) return;
    const split::Ledger& ledger = *plan_.frozen;
    report_.metric("frozen_records", made_.frozen_records);
    report_.metric("frozen_keys", made_.frozen_found);
    report_.metric("frozen_unseen", ledger.rows() - made_.frozen_found);
    report_.metric("bridging", made_.bridging);
    report_.metric("bridging_dropped", made_.bridging_dropped);
    if (ledger.rows() > 0 && made_.frozen_found == 0 && total_ > 0)
      report_.warn("freeze: none of the " + counted(ledger.rows(), "key", "keys") + " of " + ledger.path() +
                       " stands in the data: it may be the ledger of another dataset",
                   "give the ledger that was written when this dataset was last split", Warning::Severity::serious);
  }

  void strata() {
    report_.findings().metrics.push_back({"largest_deviation", report_.largest_deviation(made_)});
    report_.rare_strata(made_, "parts");
    report_.shared_keys(made_);
    report_.findings().sections.push_back(report_.strata(made_));
  }

  void bridges() {
    if (made_.bridging == 0) return;
    report_.warn(counted(made_.bridging, "group", "groups") + " of records that may not be parted " +
                 (made_.bridging == 1 ? "bridges" : "bridge") + " parts of the ledger: what was assigned stays, " +
                 (plan_.drop_bridging
                      ? counted(made_.bridging_dropped, "new record was", "new records were") + " dropped"
                      : "and new records go to the part that has most of the group"));
    Finding table{"bridging",
                  "Groups that bridge parts of the ledger",
                  made_.bridging > made_.bridges.size() ? "The first " + std::to_string(made_.bridges.size()) + " of " +
                                                              base::format_count(made_.bridging)
                                                        : "",
                  Finding::Chart::none,
                  {{"first record", Column::Kind::id}, "records", "parts", "new records", "which went to"},
                  {}};
    const std::vector<std::string>& names = report_.names();
    for (const Assignment::Bridge& bridge : made_.bridges) {
      std::string in;
      for (const std::size_t part : bridge.parts) in += (in.empty() ? "" : ", ") + names[part];
      table.rows.push_back({report_.place(bridge.first), whole(bridge.records), in, whole(bridge.added),
                            bridge.to == Assignment::dropped ? "dropped" : names[bridge.to]});
      table.records.push_back(bridge.first);
    }
    report_.findings().sections.push_back(std::move(table));
  }

  const ExactPlan& plan_;
  const Assignment& made_;
  split::AssignmentReport report_;
  std::uint64_t total_ = 0;
};

}  // namespace

void write_report(const ExactPlan& plan, const Assignment& assignment, const dedup::ClusterStats& near,
                  Decider& decider) {
  Report(plan, assignment, decider).write(near);
}

}  // namespace dsprep::ops::ratio

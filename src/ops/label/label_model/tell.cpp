#include "ops/label/label_model/tell.h"

#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "base/human.h"
#include "ops/label/label_model/observe.h"
#include "spill/scan.h"
#include "votes/answers.h"
#include "votes/majority.h"
#include "votes/task_table.h"

namespace dsprep::ops::label_model {
namespace {

// The records whose right label is known.
struct Gold {
  std::uint64_t records = 0, voted = 0, right = 0;
  double majority_right = 0;  // ties count in part
  std::vector<std::uint64_t> rule_right, rule_wrong;
};

Result<Gold> compare(const votes::VoteCounts& counts, const Posterior& posterior, spill::Sorter& entries,
                     Decider& decider) {
  Gold gold;
  gold.rule_right.resize(counts.rules());
  gold.rule_wrong.resize(counts.rules());
  std::vector<votes::Answer> row;
  std::vector<double> p;
  std::vector<std::uint32_t> best;
  votes::Majority majority;
  DSPREP_CHECK(spill::scan(entries, decider, "comparing with gold labels", [&](std::string_view entry) -> Status {
    const std::string_view right = take_gold(entry);
    take_votes(entry, row);
    ++gold.records;
    for (const votes::Answer& vote : row) ++(vote.label == right ? gold.rule_right : gold.rule_wrong)[vote.place];
    if (row.empty()) return {};
    ++gold.voted;
    posterior.of(row, p);
    votes::most_probable(p, best);
    if (posterior.labels()[best.front()] == right) ++gold.right;
    majority.count(row);
    for (const std::size_t i : majority.winners())
      if (majority.tallies()[i].label == right)
        gold.majority_right += 1.0 / static_cast<double>(majority.winners().size());
    return {};
  }));
  return gold;
}

Finding rules_table(const votes::VoteCounts& counts, const Model& model, const Posterior& posterior, const Gold& gold) {
  using Kind = Column::Kind;
  Finding table{
      "rules",
      "Rules",
      "",
      Finding::Chart::none,
      {"rule", "polarity", {"coverage", Kind::share}, {"overlaps", Kind::share}, {"conflicts", Kind::share}, "weight"}};
  if (gold.records > 0)
    for (const char* name : {"correct", "incorrect"}) table.columns.push_back({name, Kind::count});
  if (gold.records > 0) table.columns.push_back({"accuracy", Kind::share});
  std::vector<std::string> polarity(counts.rules());
  std::vector<std::uint64_t> votes(counts.rules());
  const auto together = counts.together();
  for (std::size_t i = 0; i < model.items.size(); ++i) {
    const auto [rule, label] = model.items[i];
    polarity[rule] += (polarity[rule].empty() ? "" : ", ") + votes::label_name(posterior.labels()[label]);
    votes[rule] += together[i][i];
  }
  const double records = static_cast<double>(counts.records());
  for (std::size_t rule = 0; rule < counts.rules(); ++rule) {
    table.rows.push_back({std::to_string(rule), polarity[rule], static_cast<double>(votes[rule]) / records,
                          static_cast<double>(counts.overlaps(rule)) / records,
                          static_cast<double>(counts.conflicts(rule)) / records, model.weight[rule]});
    if (gold.records == 0) continue;
    const std::uint64_t right = gold.rule_right[rule], all = right + gold.rule_wrong[rule];
    table.rows.back().insert(table.rows.back().end(),
                             {static_cast<std::int64_t>(right), static_cast<std::int64_t>(all - right),
                              all > 0 ? static_cast<double>(right) / static_cast<double>(all) : 0.0});
  }
  return table;
}

}  // namespace

Status tell(const votes::VoteCounts& counts, const Model& model, const std::vector<double>& balance,
            const Posterior& posterior, spill::Sorter& entries, Decider& decider) {
  DSPREP_TRY(const Gold gold, compare(counts, posterior, entries, decider));
  Findings& findings = decider.findings();
  findings.title = "Votes resolved by a label model";
  const double records = static_cast<double>(counts.records());
  findings.metrics.push_back({"records", records});
  for (const auto& [name, n] : {std::pair{"covered", counts.covered()}, std::pair{"overlapping", counts.overlapping()},
                                std::pair{"conflicting", counts.conflicting()}})
    findings.metrics.push_back({name, static_cast<double>(n) / records, 0, "share"});
  findings.metrics.push_back({"labels", static_cast<double>(balance.size())});
  findings.metrics.push_back({"loss", model.loss.back()});
  if (counts.shortest() != counts.longest())
    findings.warnings.push_back({"some lists of votes have " + std::to_string(counts.shortest()) + " places, others " +
                                     std::to_string(counts.longest()) + ": a place must mean the same rule everywhere",
                                 Warning::Severity::warning, "write null where a rule abstains"});
  if (gold.voted > 0) {
    const double right = static_cast<double>(gold.right), voted = static_cast<double>(gold.voted);
    findings.metrics.push_back({"accuracy", right / voted});
    findings.metrics.push_back({"majority_accuracy", gold.majority_right / voted});
    if (right < gold.majority_right)
      findings.warnings.push_back(
          {"majority agrees with gold more often: " + base::format_fixed(gold.majority_right / voted, 3) +
               ", this model " + base::format_fixed(right / voted, 3),
           Warning::Severity::warning, "use majority"});
  }
  Finding labels{"labels", "Labels", "", Finding::Chart::none, {"label", {"share assumed", Column::Kind::share}}};
  for (std::size_t y = 0; y < balance.size(); ++y)
    labels.rows.push_back({votes::label_name(posterior.labels()[y]), balance[y]});
  findings.sections.push_back(rules_table(counts, model, posterior, gold));
  findings.sections.push_back(std::move(labels));
  return {};
}

}  // namespace dsprep::ops::label_model

#include "ops/split/ratio/decide.h"

#include <utility>

#include "base/human.h"
#include "base/quotas.h"
#include "dedup/candidate_observer.h"
#include "dedup/shingle_content.h"
#include "dsprep/map_with.h"
#include "ops/split/ratio/split_report.h"
#include "split/absent_field.h"
#include "split/assignment.h"
#include "split/join_units.h"
#include "split/number_bins.h"

namespace dsprep::ops::ratio {
namespace {

using Plan = std::shared_ptr<const ExactPlan>;
using ShingleObserver = dedup::CandidateObserver<dedup::ShingleContent>;

// ---- apply ----

struct Decision {
  Plan plan;
  std::shared_ptr<const spill::SortedTable> parts;  // RecordId → part
};

class ExactMapper final : public Mapper {
 public:
  explicit ExactMapper(const Decision& decision)
      : decision_(decision), key_(decision.plan->units.keys), cursor_(decision.parts) {}

  Verdict map(Record& record, Context& context) override {
    const auto found = cursor_.find(record.id());
    if (!found.ok()) return context.fail(found.error());
    if (!*found) {
      if (auto verdict = key_.read(record)) return *std::move(verdict);
      return Verdict::malformed("the record was not there when the split was decided");
    }
    const Parts& parts = decision_.plan->parts;
    const auto part = static_cast<std::size_t>(static_cast<unsigned char>((*found)->front()));
    if (!parts.sizes.empty()) context.judge().check(beyond_sizes, part == parts.size() ? 1 : 0);
    if (decision_.plan->frozen) context.judge().check(bridging, part == split::Assignment::dropped ? 1 : 0);
    return part < parts.size() ? parts.keep(part) : context.judge().verdict();
  }

 private:
  const Decision& decision_;
  split::RecordKey key_;
  spill::SortedTable::Cursor cursor_;
};

// ---- decide ----

// Records by part; with sizes, what is left for none of them comes last.
Result<std::vector<std::uint64_t>> wanted_of(const Parts& parts, std::uint64_t total) {
  if (parts.sizes.empty()) return base::apportion(total, parts.shares);
  std::vector<std::uint64_t> wanted = parts.sizes;
  std::uint64_t sum = 0;
  for (const std::uint64_t n : wanted) sum += n;
  if (sum > total)
    return failure("ratios: the sizes come to " + base::format_count(sum) + " records, but there are only " +
                   base::format_count(total) + ": lower them, or give shares");
  wanted.push_back(total - sum);
  return wanted;
}

// What ends both ways: with near-duplicates and without.
class Conclusion {
 public:
  Conclusion(Plan plan, Decider& decider) : plan_(std::move(plan)), decider_(decider) {}

  Result<AnyOp> of(split::UnitTotals& totals, spill::Sorter& rows, spill::Sorter& clusters,
                   const dedup::ClusterStats& near) {
    const split::UnitPlan& units = plan_->units;
    for (std::size_t i = 0; i < units.keys.stratify.size(); ++i)
      if (totals.records > 0 && totals.present.counts[i] == 0)
        return split::absent_field(units.keys.stratify[i].pointer);
    std::optional<split::NumberBins> bins;
    DSPREP_TRY(split::Strata strata, strata_of(totals, bins));
    split::Assignment made;
    spill::Sorter entries(*plan_->workspace);
    split::AssignHow how;
    how.parts = plan_->parts.size() + !plan_->parts.sizes.empty();
    how.named = plan_->parts.size();
    how.wanted = [this](std::uint64_t total) { return wanted_of(plan_->parts, total); };
    how.frozen = plan_->frozen.get();
    how.drop_bridging = plan_->drop_bridging;
    if (plan_->ledger) how.ledger = &entries;
    if (bins) how.relabel = [&](std::uint64_t number) { return bins->label_of(number); };
    if (units.joins()) {
      split::JoinStats joined;
      DSPREP_TRY(spill::Sorter by_unit,
                 split::join_units(*plan_->workspace, rows, clusters, how.frozen, decider_, joined));
      DSPREP_TRY(made,
                 split::Assignment::make(strata, by_unit, split::unit_number_size, *plan_->workspace, how, decider_));
      made.frozen_found = joined.frozen_found;
    } else {
      DSPREP_TRY(made, split::Assignment::make(strata, rows, 0, *plan_->workspace, how, decider_));
    }
    if (plan_->ledger) DSPREP_CHECK(write_ledger(entries));
    write_report(*plan_, made, near, decider_);
    return map_with<ExactMapper>(Decision{plan_, std::move(made.parts)});
  }

 private:
  Result<split::Strata> strata_of(split::UnitTotals& totals, std::optional<split::NumberBins>& bins) {
    const split::UnitPlan& units = plan_->units;
    if (units.bins > 0) {
      DSPREP_TRY(bins, split::NumberBins::make(totals.numbers, units.bins, decider_));
      return bins->strata(totals.records - totals.numbered);
    }
    if (!units.keys.stratify.empty()) return std::move(totals.strata);
    split::Strata all;
    DSPREP_CHECK(all.add(
        split::RecordKey::none_of_them, [] { return std::string(); }, totals.records));
    return all;
  }

  Status write_ledger(spill::Sorter& entries) {
    return decider_.write_artifact(*plan_->ledger, [&](ByteSink& sink) {
      return split::write_ledger(sink, plan_->settings, plan_->parts.names, plan_->frozen.get(), entries, decider_);
    });
  }

  const Plan plan_;
  Decider& decider_;
};

// The second pass: compares candidates for near-duplicates.
class CompareNear final : public GlobalOp {
 public:
  CompareNear(Plan plan, split::UnitTotals totals, spill::Sorter rows, dedup::Candidates candidates)
      : plan_(std::move(plan)),
        totals_(std::make_unique<split::UnitTotals>(std::move(totals))),
        rows_(std::make_unique<spill::Sorter>(std::move(rows))),
        candidates_(std::make_unique<dedup::Candidates>(std::move(candidates))) {}

  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<ShingleObserver>(*plan_->workspace, candidates_->places, plan_->units.keys.near_text,
                                             plan_->units.near->signature);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    DSPREP_TRY(auto sets, ShingleObserver::main_of(observers).entries().sorted());
    dedup::ClusterStats stats;
    DSPREP_TRY(spill::Sorter clusters, split::near_clusters(*plan_->workspace, *candidates_, std::move(sets),
                                                            *plan_->units.near, decider, stats));
    return Conclusion(plan_, decider).of(*totals_, *rows_, clusters, stats);
  }

 private:
  Plan plan_;
  std::unique_ptr<split::UnitTotals> totals_;  // used up by decide(),
  std::unique_ptr<spill::Sorter> rows_;        // and these
  std::unique_ptr<dedup::Candidates> candidates_;
};

class DecideExactly final : public GlobalOp {
 public:
  explicit DecideExactly(Plan plan) : plan_(std::move(plan)) {}

  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<split::UnitObserver>(*plan_->workspace, plan_->units);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    split::UnitObserver& observed = split::UnitObserver::main_of(observers);
    split::UnitTotals& totals = observed.totals();
    spill::Sorter clusters(*plan_->workspace);
    dedup::ClusterStats stats;
    if (plan_->units.near) {
      DSPREP_TRY(dedup::Candidates candidates,
                 dedup::Candidates::find(*plan_->workspace, std::move(totals.signatures), nullptr, false, decider));
      totals.signatures = spill::Sorter(*plan_->workspace);
      if (candidates.compared > 0)
        return AnyOp(std::make_unique<CompareNear>(plan_, std::move(totals), std::move(observed.entries()),
                                                   std::move(candidates)));
      DSPREP_TRY(clusters,
                 split::near_clusters(*plan_->workspace, candidates, nullptr, *plan_->units.near, decider, stats));
    }
    return Conclusion(plan_, decider).of(totals, observed.entries(), clusters, stats);
  }

 private:
  Plan plan_;
};

}  // namespace

Result<std::shared_ptr<const split::Ledger>> open_ledger(const std::string& path, const ExactPlan& plan,
                                                         Binder& binder) {
  port::Files& files = binder.workspace().files();
  DSPREP_TRY(const std::optional<port::FileInfo> info, files.find(path));
  const bool directory = info && info->kind == port::FileInfo::Kind::directory;
  const std::string file = directory ? path + "/" + std::string(split::Ledger::name) : path;
  DSPREP_CHECK(binder.depend_on(file));
  return split::Ledger::open(files, file, plan.settings, plan.parts.names);
}

AnyOp decide_exactly(std::shared_ptr<const ExactPlan> plan) {
  return AnyOp(std::make_unique<DecideExactly>(std::move(plan)));
}

}  // namespace dsprep::ops::ratio

#include "split/see_units.h"

#include <string>
#include <utility>

#include "dedup/candidate_observer.h"
#include "dedup/candidates.h"
#include "dedup/shingle_content.h"
#include "split/absent_field.h"
#include "split/near_clusters.h"
#include "split/record_key.h"

namespace dsprep::split {
namespace {

using Passes = std::shared_ptr<const UnitPasses>;
using ShingleObserver = dedup::CandidateObserver<dedup::ShingleContent>;

Result<Strata> strata_of(const UnitPlan& plan, UnitTotals& totals, std::optional<NumberBins>& bins, Decider& decider) {
  if (plan.bins > 0) {
    DSPREP_TRY(bins, NumberBins::make(totals.numbers, plan.bins, decider));
    return bins->strata(totals.records - totals.numbered);
  }
  if (!plan.keys.stratify.empty()) return std::move(totals.strata);
  Strata all;
  DSPREP_CHECK(all.add(
      RecordKey::none_of_them, [] { return std::string(); }, totals.records));
  return all;
}

// What ends both ways: with near-duplicates and without.
Result<AnyOp> conclude(const UnitPasses& passes, UnitTotals& totals, spill::Sorter& rows, spill::Sorter& clusters,
                       const dedup::ClusterStats& near, Decider& decider) {
  const UnitPlan& plan = *passes.plan;
  for (std::size_t i = 0; i < plan.keys.stratify.size(); ++i)
    if (totals.records > 0 && totals.present.counts[i] == 0) return absent_field(plan.keys.stratify[i].pointer);
  Units units{{}, {}, std::move(rows), 0, totals.records, near, {}};
  DSPREP_TRY(units.strata, strata_of(plan, totals, units.bins, decider));
  if (plan.joins()) {
    JoinStats joined;
    DSPREP_TRY(units.rows, join_units(*passes.workspace, units.rows, clusters, passes.frozen.get(), decider, joined));
    units.prefix_size = unit_number_size;
    units.joined = joined;
  }
  return passes.conclude(std::move(units), decider);
}

// The second pass: compares candidates for near-duplicates.
class CompareNear final : public GlobalOp {
 public:
  CompareNear(Passes passes, UnitTotals totals, spill::Sorter rows, dedup::Candidates candidates)
      : passes_(std::move(passes)),
        totals_(std::make_unique<UnitTotals>(std::move(totals))),
        rows_(std::make_unique<spill::Sorter>(std::move(rows))),
        candidates_(std::make_unique<dedup::Candidates>(std::move(candidates))) {}

  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<ShingleObserver>(*passes_->workspace, candidates_->places, passes_->plan->keys.near_text,
                                             passes_->plan->near->signature);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    DSPREP_TRY(auto sets, ShingleObserver::main_of(observers).entries().sorted());
    dedup::ClusterStats stats;
    DSPREP_TRY(spill::Sorter clusters,
               near_clusters(*passes_->workspace, *candidates_, std::move(sets), *passes_->plan->near, decider, stats));
    return conclude(*passes_, *totals_, *rows_, clusters, stats, decider);
  }

 private:
  Passes passes_;
  std::unique_ptr<UnitTotals> totals_;   // used up by decide(),
  std::unique_ptr<spill::Sorter> rows_;  // and these
  std::unique_ptr<dedup::Candidates> candidates_;
};

class SeeUnits final : public GlobalOp {
 public:
  explicit SeeUnits(Passes passes) : passes_(std::move(passes)) {}

  std::unique_ptr<Observer> observer() const override {
    return std::make_unique<UnitObserver>(*passes_->workspace, *passes_->plan);
  }

  Result<AnyOp> decide(Observers observers, Decider& decider) const override {
    UnitObserver& observed = UnitObserver::main_of(observers);
    UnitTotals& totals = observed.totals();
    spill::Workspace& workspace = *passes_->workspace;
    spill::Sorter clusters(workspace);
    dedup::ClusterStats stats;
    if (passes_->plan->near) {
      DSPREP_TRY(dedup::Candidates candidates,
                 dedup::Candidates::find(workspace, std::move(totals.signatures), nullptr, false, decider));
      totals.signatures = spill::Sorter(workspace);
      if (candidates.compared > 0)
        return AnyOp(std::make_unique<CompareNear>(passes_, std::move(totals), std::move(observed.entries()),
                                                   std::move(candidates)));
      DSPREP_TRY(clusters, near_clusters(workspace, candidates, nullptr, *passes_->plan->near, decider, stats));
    }
    return conclude(*passes_, totals, observed.entries(), clusters, stats, decider);
  }

 private:
  Passes passes_;
};

}  // namespace

Result<Assignment> Units::assign(AssignHow how, spill::Workspace& workspace, Decider& decider) {
  if (bins) how.relabel = [this](std::uint64_t number) { return bins->label_of(number); };
  DSPREP_TRY(Assignment made, Assignment::make(strata, rows, prefix_size, workspace, how, decider));
  if (joined) {
    made.frozen_found = joined->frozen_found;
    made.clashing_groups = joined->clashing_groups;
  }
  return made;
}

AnyOp see_units(std::shared_ptr<const UnitPasses> passes) {
  return AnyOp(std::make_unique<SeeUnits>(std::move(passes)));
}

}  // namespace dsprep::split

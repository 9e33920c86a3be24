// SortedObserver: the observer of a whole-dataset op that notes something of each record and later reads its notes
// sorted by key.
//
// External sort: notes are entries (key bytes, behind them a payload) of a spill::Sorter, which goes to disk where
// memory is not enough. Observers merge by handing over what they have sorted so far, so chunks, shards, tasks and
// resumed runs end in the same sorted sequence. Merging, saving and loading are written here; an op writes the
// extractor: what is noted of one record.
//
//   class LengthExtractor {
//    public:
//     struct Totals {                                         // counts beside the entries (spill/totals.h)
//       std::uint64_t records = 0;
//       auto all() { return std::tie(records); }
//     };
//     explicit LengthExtractor(const Plan& plan) : plan_(plan) {}
//     Status extract(const Record& record, Totals& totals, spill::Sorter& entries) {
//       ++totals.records;
//       key_.clear();
//       spill::append_be64(key_, record.view(plan_.field).chars());   // big-endian: byte order is number order
//       return entries.add(key_);
//     }
//    ...
//   };
//   using LengthObserver = spill::SortedObserver<LengthExtractor>;
//
//   std::unique_ptr<Observer> observer() const override {
//     return std::make_unique<LengthObserver>(*plan_.workspace, plan_);       // the rest goes to the extractor
//   }
//   Result<AnyOp> decide(Observers observers, Decider& decider) const override {
//     LengthObserver& observed = LengthObserver::main_of(observers);
//     DSPREP_CHECK(spill::scan(observed.entries(), decider, "…", [&](std::string_view entry) -> Status { … }));
//
// Which entries there are may depend on the record alone: on nothing the extractor has seen before.
#pragma once

#include <concepts>
#include <type_traits>
#include <utility>

#include "dsprep/op.h"
#include "spill/scan.h"
#include "spill/sorter.h"
#include "spill/totals.h"
#include "spill/workspace.h"

namespace dsprep::spill {

template <class E>
concept Extractor = requires(E& extractor, const Record& record, typename E::Totals& totals, Sorter& entries) {
  { extractor.extract(record, totals, entries) } -> std::same_as<Status>;
  totals.all();
};

// Not thread-safe. Totals that spill, too, are made from the Workspace; others from nothing.
template <Extractor E>
class SortedObserver final : public Observer {
 public:
  using Totals = typename E::Totals;

  template <class... Args>
  explicit SortedObserver(Workspace& workspace, Args&&... args)
      : extractor_(std::forward<Args>(args)...), entries_(workspace), totals_(make_totals(workspace)) {}

  Status observe(const Record& record) override { return extractor_.extract(record, totals_, entries_); }
  Status merge(Observer&& next) override {
    auto& other = static_cast<SortedObserver&>(next);
    DSPREP_CHECK(merge_totals(totals_, std::move(other.totals_)));
    return entries_.merge(std::move(other.entries_));
  }
  Status save(ByteSink& sink) override {
    DSPREP_CHECK(save_totals(totals_, sink));
    return entries_.save(sink);
  }
  Status load(ByteSource& source) override {
    DSPREP_CHECK(load_totals(totals_, source));
    return entries_.load(source);
  }

  // For decide(). Reading the entries empties the sorter.
  Sorter& entries() { return entries_; }
  Totals& totals() { return totals_; }

  // The merged observer of the main input. REQUIRES that observer() made one of this class.
  static SortedObserver& main_of(const Observers& observers) { return static_cast<SortedObserver&>(*observers.main); }

 private:
  static Totals make_totals(Workspace& workspace) {
    if constexpr (std::is_constructible_v<Totals, Workspace&>) return Totals(workspace);
    else return Totals{};
  }

  E extractor_;
  Sorter entries_;
  Totals totals_;
};

}  // namespace dsprep::spill

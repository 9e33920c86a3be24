// SpillingObserver: the observer of a whole-dataset op that tallies in memory what is nearly always little, and moves
// the tally into a Sorter where it is not: counts of words, the fields there are.
//
// Merging adds tallies; saving moves what is left into the sorter. An op writes the tally:
//
//   struct Tally {
//     explicit Tally(const Plan& plan);                  // and whatever else the observer is made with
//     void add(const Record& record);
//     void merge(Tally& next);                           // one of later records
//     bool large();                                      // so much that it should be moved
//     Status move_to(spill::Sorter& entries);            // forgets all
//   };
#pragma once

#include <utility>

#include "dsprep/op.h"
#include "spill/sorter.h"
#include "spill/workspace.h"

namespace dsprep::spill {

// Not thread-safe.
template <class Tally>
class SpillingObserver final : public Observer {
 public:
  template <class... Args>
  explicit SpillingObserver(Workspace& workspace, Args&&... args)
      : tally_(std::forward<Args>(args)...), entries_(workspace) {}

  Status observe(const Record& record) override {
    tally_.add(record);
    return spill_large();
  }
  Status merge(Observer&& next) override {
    auto& other = static_cast<SpillingObserver&>(next);
    tally_.merge(other.tally_);
    DSPREP_CHECK(entries_.merge(std::move(other.entries_)));
    return spill_large();
  }
  Status save(ByteSink& sink) override {
    DSPREP_CHECK(tally_.move_to(entries_));
    return entries_.save(sink);
  }
  Status load(ByteSource& source) override { return entries_.load(source); }

  // For decide(): all that was tallied.
  Result<Sorter*> entries() {
    DSPREP_CHECK(tally_.move_to(entries_));
    return &entries_;
  }

 private:
  Status spill_large() { return tally_.large() ? tally_.move_to(entries_) : Status(); }

  Tally tally_;
  Sorter entries_;
};

}  // namespace dsprep::spill

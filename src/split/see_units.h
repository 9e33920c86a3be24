// see_units: the passes that must be over before records can be assigned to parts: one that notes every record, and
// where near-duplicates stay together one more that compares candidates. Then units are joined.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>

#include "dedup/clusters.h"
#include "dsprep/op.h"
#include "spill/sorter.h"
#include "spill/workspace.h"
#include "split/assignment.h"
#include "split/join_units.h"
#include "split/ledger.h"
#include "split/number_bins.h"
#include "split/strata.h"
#include "split/unit_observer.h"

namespace dsprep::split {

// What was seen.
struct Units {
  Strata strata;
  std::optional<NumberBins> bins;
  spill::Sorter rows;           // as Assignment::make wants them,
  std::size_t prefix_size = 0;  // with so many bytes in front
  std::uint64_t records = 0;
  dedup::ClusterStats near;
  std::optional<JoinStats> joined;  // where more than equal keys holds records together

  // Uses up `rows`.
  Result<Assignment> assign(AssignHow how, spill::Workspace& workspace, Decider& decider);
};

struct UnitPasses {
  std::shared_ptr<const UnitPlan> plan;
  spill::Workspace* workspace = nullptr;
  std::shared_ptr<const Ledger> frozen;  // may be null
  // What becomes of the units: is called once, unless there is nothing to decide.
  std::function<Result<AnyOp>(Units units, Decider& decider)> conclude;
};

AnyOp see_units(std::shared_ptr<const UnitPasses> passes);

}  // namespace dsprep::split

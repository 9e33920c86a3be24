// The passes of an exact split: units are noted, joined and assigned, and every record looks up its part.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "dsprep/binder.h"
#include "dsprep/op.h"
#include "ops/split/ratio/parts.h"
#include "spill/workspace.h"
#include "split/ledger.h"
#include "split/unit_observer.h"

namespace dsprep::ops::ratio {

enum : Rule { beyond_sizes, bridging };

// What the parameters come to; shared by all workers.
struct ExactPlan {
  split::UnitPlan units;
  Parts parts;
  spill::Workspace* workspace = nullptr;
  split::LedgerSettings settings;
  std::shared_ptr<const split::Ledger> frozen;
  std::optional<Artifact> ledger;
  bool drop_bridging = true;
};

// `path`: a ledger, or a directory that has one. The plan's parts and settings are there.
Result<std::shared_ptr<const split::Ledger>> open_ledger(const std::string& path, const ExactPlan& plan,
                                                         Binder& binder);

AnyOp decide_exactly(std::shared_ptr<const ExactPlan> plan);

}  // namespace dsprep::ops::ratio

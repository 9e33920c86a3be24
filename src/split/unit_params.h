// UnitParams: the parameters of every op that assigns units: what may not be parted, and what shall be even.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "dsprep/binder.h"
#include "dsprep/params.h"
#include "dsprep/result.h"
#include "split/unit_observer.h"

namespace dsprep::split {

// A member of an op's Params: units.fields(f) describes and assigns them.
struct UnitParams {
  std::vector<std::string> stratify;
  std::optional<std::int64_t> bins;
  std::optional<std::string> key, group;
  bool near_duplicates = false;
  std::string near_ngram = "words:5";
  double near_threshold = 0.8;

  void fields(ParamFields& f);
  Status check() const;  // what goes with what
};

// What they come to. `salt` changes the hashes, as the run's seed does. Without `whole` nothing will be decided on the
// whole: where there is a group the key is not looked at.
Result<UnitPlan> bind_units(const UnitParams& params, std::string_view salt, bool whole, Binder& binder);

}  // namespace dsprep::split

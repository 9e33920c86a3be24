// ProgressCheck: for loops over many rows: every so many steps asks whether the run is to stop, and reports progress.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "dsprep/op.h"
#include "dsprep/result.h"

namespace dsprep::spill {

class ProgressCheck {
 public:
  static constexpr std::uint64_t default_interval = 1u << 16;

  // `what`, for people: "looking for outliers"; must outlive this. `total` steps, or 0 where that is not known.
  // `interval`: steps between two checks, smaller where a step takes long.
  ProgressCheck(Decider& decider, std::string_view what, std::uint64_t total = 0,
                std::uint64_t interval = default_interval)
      : decider_(decider), what_(what), total_(total), interval_(interval) {}

  // Once for each row. An error of kind interrupted where the run is to stop.
  Status step() { return ++steps_ % interval_ != 0 ? Status() : check(); }

 private:
  Status check() {
    if (decider_.stop_requested()) return Error{Error::Kind::interrupted, "interrupted while " + std::string(what_)};
    decider_.progress(what_,
                      total_ == 0 ? 0 : static_cast<double>(steps_) / static_cast<double>(std::max(total_, steps_)));
    return {};
  }

  Decider& decider_;
  std::string_view what_;
  std::uint64_t total_, interval_, steps_ = 0;
};

}  // namespace dsprep::spill

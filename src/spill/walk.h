// Walk: a long way over rows. Now and then it looks whether the run is to stop, and says how far it has come.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <string_view>

#include "dsprep/op.h"
#include "dsprep/result.h"

namespace dsprep::spill {

class Walk {
 public:
  // `what`, for people: "looking for outliers"; must outlive the walk. `total` steps, or 0 where that is not known.
  Walk(Decider& decider, std::string_view what, std::uint64_t total = 0)
      : decider_(decider), what_(what), total_(total) {}

  // Once for each row. An error of kind interrupted where the run is to stop.
  Status step() { return ++steps_ % between_looks != 0 ? Status() : look_up(); }

  static constexpr std::uint64_t between_looks = 1u << 16;

 private:
  Status look_up() {
    if (decider_.stop_requested()) return Error{Error::Kind::interrupted, "interrupted while " + std::string(what_)};
    decider_.progress(what_,
                      total_ == 0 ? 0 : static_cast<double>(steps_) / static_cast<double>(std::max(total_, steps_)));
    return {};
  }

  Decider& decider_;
  std::string_view what_;
  std::uint64_t total_, steps_ = 0;
};

}  // namespace dsprep::spill

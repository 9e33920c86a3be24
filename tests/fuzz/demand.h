// What a fuzz target claims: where it does not hold, the run ends, and the input is the finding.
#pragma once

#include <cstdlib>

namespace dsprep::fuzz {

inline void demand(bool holds) {
  if (!holds) std::abort();
}

}  // namespace dsprep::fuzz

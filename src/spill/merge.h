// Merging sorted sources into one. For src/spill only.
#pragma once

#include <memory>
#include <vector>

#include "spill/sorter.h"

namespace dsprep::spill {

// The records of all sources in order, equal ones as often as they come. Errors of a source come through.
std::unique_ptr<SortedReader> merge_sorted(std::vector<std::unique_ptr<SortedReader>> sources);

}  // namespace dsprep::spill

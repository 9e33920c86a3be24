// Parts: what a split is made into.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "dsprep/record.h"
#include "dsprep/verdict.h"

namespace dsprep::ops::ratio {

struct Parts {
  std::vector<std::string> names;
  std::vector<PartId> ids;
  std::vector<double> shares;        // add up to 1; empty where there are sizes
  std::vector<std::uint64_t> sizes;  // of records; empty where there are shares

  std::size_t size() const { return ids.size(); }
  Verdict keep(std::size_t part) const { return Verdict::keep(std::span<const PartId>(&ids[part], 1)); }
};

}  // namespace dsprep::ops::ratio

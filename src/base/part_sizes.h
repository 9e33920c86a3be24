// Part sizes: how a dataset is divided, as shares or in records, read from numbers by name that may mean either.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "dsprep/result.h"

namespace dsprep::base {

enum class SizeUnit : std::uint8_t { automatic, share, percent, records };

struct PartSizes {
  std::vector<std::string> names;    // without those of size 0; at least one
  std::vector<double> shares;        // add up to 1; empty where there are sizes
  std::vector<std::uint64_t> sizes;  // records; empty where there are shares
};

// What is neither shares nor sizes, or could be meant as both, is refused; the message says what to write. Automatic:
// numbers up to 1 are shares, whole numbers from 2 are sizes, unless they add up to 10 or 100, as parts in ten and
// percentages do.
Result<PartSizes> read_part_sizes(const std::vector<std::pair<std::string, double>>& table, SizeUnit unit);

}  // namespace dsprep::base

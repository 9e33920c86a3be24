// fill_quotas: how many records of one label each part still gets, when all that is not one record of one label has
// its place: sizes come out exactly where enough such records are left, and labels as near as whole numbers can be.
#pragma once

#include <cstdint>
#include <vector>

#include "split/balance.h"

namespace dsprep::split {

// By label and part; of each label all `left[label]` are given away, and counted in `balance`.
std::vector<std::vector<std::uint64_t>> fill_quotas(const std::vector<std::uint64_t>& left, Balance& balance);

}  // namespace dsprep::split

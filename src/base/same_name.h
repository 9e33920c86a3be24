// same_name: are two names of ops, steps or parameters the same? '-' and '_' are equal.
#pragma once

#include <algorithm>
#include <string_view>

namespace dsprep::base {

constexpr bool same_name(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return (x == '-' ? '_' : x) == (y == '-' ? '_' : y); });
}

}  // namespace dsprep::base

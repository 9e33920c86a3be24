// is_given: whether the user, or the variant, set a parameter: of one that would do nothing beside the others, which is
// to be refused, the default says nothing.
#pragma once

#include <algorithm>
#include <string_view>

#include "dsprep/params.h"

namespace dsprep {

inline bool is_given(const ParamValues& values, std::string_view name) {
  return std::any_of(values.begin(), values.end(), [&](const auto& value) { return value.first == name; });
}

}  // namespace dsprep

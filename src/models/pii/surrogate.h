// Surrogates: fakes of the same shape, from ranges that are reserved for documentation and drama, so that none is
// anybody's.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "models/pii/kinds.h"

namespace dsprep::models::pii {

// A fake for `value`, chosen by `random` (32 bytes that depend on the value's canonical form): an e-mail address at
// example.com, a 555-01xx number. Nothing for kinds, and for countries' phone numbers, that have no reserved range.
std::optional<std::string> surrogate(Kind kind, std::string_view value, std::span<const unsigned char> random,
                                     const std::vector<std::string>& regions);

}  // namespace dsprep::models::pii

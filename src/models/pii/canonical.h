// One spelling of a value however it was written, so that equal values get equal pseudonyms: digits without marks,
// phone numbers in E.164, e-mail addresses in lower case, IPv6 addresses in full.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "models/pii/kinds.h"

namespace dsprep::models::pii {

// `regions`: as in Settings, for national phone numbers.
std::string canonical(Kind kind, std::string_view value, const std::vector<std::string>& regions);

}  // namespace dsprep::models::pii

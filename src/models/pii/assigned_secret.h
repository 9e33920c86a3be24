// Secrets without a form of their own: a long value, drawn by lot, that a name such as api_key or secret_access_key is
// given.
#pragma once

#include "models/pii/detectors.h"
#include "models/pii/scan.h"

namespace dsprep::models::pii {

constexpr bool key_char(char c) { return is_word(c) || c == '-'; }

// The secret that the token is part of, as an api_key.
void find_assigned_secret(Scan& scan, Token token);

}  // namespace dsprep::models::pii

// hex: a hash as it stands in manifests and ids.
#pragma once

#include <string>

#include "base/hash128.h"

namespace dsprep::base {

// 32 lower-case digits, the high word first: the canonical form of XXH3-128, as `xxhsum -H2` prints it.
inline std::string hex(const Hash128& hash) {
  std::string digits(32, '0');
  for (int i = 0; i < 16; ++i) {
    digits[15 - i] = "0123456789abcdef"[(hash.high >> (4 * i)) & 15];
    digits[31 - i] = "0123456789abcdef"[(hash.low >> (4 * i)) & 15];
  }
  return digits;
}

}  // namespace dsprep::base

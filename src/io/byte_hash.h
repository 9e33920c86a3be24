// ByteHash: XXH3-128 of bytes as they pass.
#pragma once

#include <string>
#include <string_view>

#include "base/hash.h"
#include "base/hex.h"

namespace dsprep::io {

// Not thread-safe. Equal to base::hash128 of all that was added.
class ByteHash {
 public:
  ByteHash() { XXH3_128bits_reset(&state_); }
  void add(std::string_view bytes) { XXH3_128bits_update(&state_, bytes.data(), bytes.size()); }
  std::string digest() const {
    const XXH128_hash_t hash = XXH3_128bits_digest(&state_);
    return base::hex({hash.high64, hash.low64});
  }

 private:
  XXH3_state_t state_;
};

}  // namespace dsprep::io

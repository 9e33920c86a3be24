#include "io/byte_hash.h"

#include "base/hex.h"
#include "base/xxhash_dispatch.h"

namespace dsprep::io {

struct ByteHash::State {
  std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> xxh3{XXH3_createState(), XXH3_freeState};
};

ByteHash::ByteHash() : state_(std::make_unique<State>()) { XXH3_128bits_reset(state_->xxh3.get()); }
ByteHash::~ByteHash() = default;

void ByteHash::add(std::string_view bytes) { XXH3_128bits_update(state_->xxh3.get(), bytes.data(), bytes.size()); }

std::string ByteHash::digest() const {
  const XXH128_hash_t hash = XXH3_128bits_digest(state_->xxh3.get());
  return base::hex({hash.high64, hash.low64});
}

}  // namespace dsprep::io

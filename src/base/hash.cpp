#include <string_view>

#include "base/hash128.h"
#include "base/xxhash_dispatch.h"

namespace dsprep::base {

Hash128 hash128_of_long(std::string_view bytes) {
  const XXH128_hash_t h = XXH3_128bits(bytes.data(), bytes.size());
  return {h.high64, h.low64};
}

}  // namespace dsprep::base

#include "base/sha1.h"

#include <string>

#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep;

TEST_CASE("sha1: known digests, first eight bytes little-endian") {
  CHECK(base::sha1_hash64("") == 0x0d4b6b5eeea339daull);     // da39a3ee5e6b4b0d…
  CHECK(base::sha1_hash64("abc") == 0x6a810647363e99a9ull);  // a9993e364706816a…
}

TEST_CASE("sha1: two at once as one by one, at every length around a block") {
  base::Rng rng(1);
  for (std::size_t n = 0; n < 130; ++n) {
    for (const std::size_t m : {n, std::size_t{0}, std::size_t{55}, std::size_t{56}, (n * 7) % 60}) {
      std::string a, b;
      for (std::size_t i = 0; i < n; ++i) a += static_cast<char>(rng.below(256));
      for (std::size_t i = 0; i < m; ++i) b += static_cast<char>(rng.below(256));
      std::uint64_t both[2];
      base::sha1_hash64(a, b, both);
      CHECK(both[0] == base::sha1_hash64(a));
      CHECK(both[1] == base::sha1_hash64(b));
    }
  }
}

#include "base/hash.h"

#include <set>

#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep::base;

// These numbers are in people's files and seeds: they may never change.
TEST_CASE("Hashes are frozen") {
  CHECK(hash64("") == 0x2d06800538d394c2ull);
  CHECK(hash64("", 1) != hash64(""));
  CHECK(hash128("").low == 0x6001c324468d497full);
  CHECK(hash128("").high == 0x99aa06d3014798d8ull);
  CHECK(hash128("a") != hash128("b"));
  CHECK(mix(0, 0) == Rng(0).next());
}

TEST_CASE("Long inputs hash as short ones, with whatever vectors the processor has") {
  Rng rng(17);
  std::string bytes;
  for (std::size_t size = 0; size < 9000; size += 1 + size / 40) {
    while (bytes.size() < size) bytes += static_cast<char>(rng.below(256));
    const XXH128_hash_t ours = XXH3_128bits(bytes.data(), size);
    const std::string_view view = std::string_view(bytes).substr(0, size);
    REQUIRE(hash128(view) == Hash128{ours.high64, ours.low64});
    REQUIRE(hash128_of_long(view) == Hash128{ours.high64, ours.low64});
  }
}

TEST_CASE("mix tells its arguments apart") {
  std::set<std::uint64_t> seen;
  for (std::uint64_t a = 0; a < 100; ++a)
    for (std::uint64_t b = 0; b < 100; ++b) seen.insert(mix(a, b));
  CHECK(seen.size() == 10000);
}

// The first outputs of SplitMix64 for seed 1234567, as published with it.
TEST_CASE("Rng is SplitMix64") {
  Rng rng(1234567);
  CHECK(rng.next() == 6457827717110365317ull);
  CHECK(rng.next() == 3203168211198807973ull);
  CHECK(rng.next() == 9817491932198370423ull);
}

TEST_CASE("below and uniform stay in range and reach all of it") {
  Rng rng(1);
  std::set<std::uint64_t> seen;
  for (int i = 0; i < 1000; ++i) {
    seen.insert(rng.below(7));
    const double u = rng.uniform();
    REQUIRE((u >= 0 && u < 1));
    REQUIRE(rng.below(1) == 0);
  }
  CHECK(seen == std::set<std::uint64_t>{0, 1, 2, 3, 4, 5, 6});
  CHECK(unit_interval(~0ull) < 1);
  CHECK(unit_interval(0) == 0);
}

TEST_CASE("shuffle permutes, the same way for the same seed") {
  std::vector<int> a(100), b;
  for (int i = 0; i < 100; ++i) a[static_cast<std::size_t>(i)] = i;
  b = a;
  const std::vector<int> sorted = a;
  Rng(5).shuffle(a), Rng(5).shuffle(b);
  CHECK(a == b);
  CHECK(a != sorted);
  CHECK(std::set<int>(a.begin(), a.end()).size() == 100);
}

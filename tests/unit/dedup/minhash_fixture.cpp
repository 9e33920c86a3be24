// Signatures of the variants fineweb and fineweb2, held to datatrove's own.
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "dedup/minhash.h"
#include "dedup/shingles.h"
#include "support/catch.h"
#include "text/simplify.h"

using namespace dsprep;

namespace {

struct Fixture {
  std::string_view text;
  std::uint64_t sha1_digest, sha1_first, xxhash_digest, xxhash_first;
};

constexpr Fixture fixtures[] = {
#include "minhash_fixture.inc"
};

}  // namespace

TEST_CASE("minhash: signatures of FineWeb and FineWeb-2 are datatrove's") {
  const dedup::MinHash61 minhash(112);
  for (const Fixture& fixture : fixtures) {
    std::string simple;
    text::simplify(fixture.text, simple);
    for (const bool sha1 : {true, false}) {
      CAPTURE(fixture.text, sha1);
      std::vector<std::uint64_t> shingles, signature(minhash.size());
      dedup::Shingler({}, WordModel::whitespace, sha1 ? dedup::ShingleHash::sha1 : dedup::ShingleHash::xxhash64)
          .run(simple, true, shingles);
      const std::uint64_t digest = sha1 ? fixture.sha1_digest : fixture.xxhash_digest,
                          first = sha1 ? fixture.sha1_first : fixture.xxhash_first;
      REQUIRE(shingles.empty() == (digest == 0));
      if (shingles.empty()) continue;
      minhash.sign(shingles, signature);
      CHECK(signature[0] == first);
      CHECK(XXH64(signature.data(), signature.size() * sizeof(std::uint64_t), 0) == digest);
    }
  }
}

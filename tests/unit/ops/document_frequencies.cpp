#include "ops/clean/decontaminate/document_frequencies.h"

#include <map>
#include <set>
#include <vector>

#include "base/rng.h"
#include "support/catch.h"
#include "support/memory_bytes.h"

using namespace dsprep;
using namespace dsprep::ops::decontaminate;

TEST_CASE("document frequencies: records with a feature, however often they hold it, merged and saved") {
  base::Rng rng(11);
  DocumentFrequencies one, other;
  std::map<std::uint64_t, std::set<std::uint64_t>> expected;  // records by feature
  for (std::uint64_t record = 1; record <= 500; ++record) {
    std::vector<std::uint64_t> features;
    for (std::uint64_t n = rng.below(6); n > 0; --n) {
      features.push_back(rng.below(20) << 30);
      expected[features.back()].insert(record);
    }
    (record % 2 ? one : other).add(features);
  }
  const std::string saved = test::saved(other);
  test::MemorySource source(saved);
  DocumentFrequencies loaded;
  REQUIRE(loaded.load(source).ok());
  CHECK(source.at_end());
  one.merge(loaded);
  for (const auto& [feature, records] : expected) CHECK(one.of(feature) == records.size());
  CHECK(one.of(1) == 0);
}

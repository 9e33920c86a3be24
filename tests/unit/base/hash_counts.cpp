#include "base/hash_counts.h"

#include <map>
#include <set>

#include "base/hash_set.h"
#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep::base;

TEST_CASE("HashCounts: as a map, from record to record") {
  HashCounts counts;
  Rng rng(2);
  for (const std::size_t size : {10u, 3000u, 5u, 200000u, 1u, 0u}) {
    counts.start(size / 10);  // more come than were expected
    std::map<std::uint64_t, std::uint32_t> slowly;
    for (std::size_t i = 0; i < size; ++i) {
      const std::uint64_t hash = rng.below(size) * (i % 2 == 0 ? 1 : 0x100000000ull);
      CHECK(counts.add(hash) == ++slowly[hash]);
    }
    CHECK(counts.distinct() == slowly.size());
    std::map<std::uint64_t, std::uint32_t> listed;
    for (const auto& slot : counts.slots())
      if (slot.count > 0) listed[slot.hash] = slot.count;
    CHECK(listed == slowly);
  }
}

TEST_CASE("HashSet: as a set") {
  HashSet set;
  std::set<std::uint64_t> slowly;
  Rng rng(4);
  CHECK(set.empty());
  for (int i = 0; i < 5000; ++i) {
    const std::uint64_t hash = rng.below(4000);
    CHECK(set.contains(hash) == slowly.contains(hash));
    set.insert(hash);
    slowly.insert(hash);
    CHECK(set.size() == slowly.size());
  }
  set.insert("word");
  CHECK(set.contains("word"));
  CHECK_FALSE(set.contains("Word"));
}

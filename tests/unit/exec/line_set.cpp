#include "exec/line_set.h"

#include <set>

#include "base/rng.h"
#include "support/catch.h"

using dsprep::exec::LineSet;

TEST_CASE("LineSet: as a set of numbers, put together of chunks") {
  dsprep::base::Rng rng(4);
  for (int n = 0; n < 50; ++n) {
    LineSet all;
    std::set<std::uint64_t> slowly;
    std::uint64_t first = 0;
    for (int chunk = 0; chunk < 10; ++chunk) {
      LineSet lines;
      CHECK(lines.empty());
      const std::uint64_t size = rng.below(200);
      for (std::uint64_t i = 0; i < size; ++i) {
        if (rng.below(3) == 0) continue;
        lines.add(i);
        slowly.insert(first + i);
      }
      all.add_from(first, lines);
      first += size;
    }
    const LineSet read = LineSet::from_bytes(all.bytes());
    for (std::uint64_t i = 0; i < first + 300; ++i) {
      REQUIRE(all.has(i) == (slowly.count(i) > 0));
      REQUIRE(read.has(i) == all.has(i));
    }
  }
  CHECK_FALSE(LineSet::from_bytes("").has(0));
}

#include "spill/record_rows.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/rng.h"
#include "spill/ordered_number.h"
#include "support/catch.h"
#include "support/memory_bytes.h"
#include "support/memory_files.h"

using namespace dsprep;
using namespace dsprep::spill;

TEST_CASE("ordered numbers: read back, and bytes order as numbers do") {
  std::vector<std::uint64_t> numbers;
  for (int bit = 0; bit < 64; ++bit)
    for (const std::uint64_t d : {0, 1, 2}) numbers.push_back((std::uint64_t{1} << bit) - d);
  for (const std::uint64_t n : {247, 248, 249, 255, 256, 65535, 65536}) numbers.push_back(n);
  for (const std::uint64_t a : numbers) {
    std::string coded_a;
    append_ordered(coded_a, a);
    std::string_view rest = coded_a;
    CHECK(take_ordered(rest) == a);
    CHECK(rest.empty());
    for (const std::uint64_t b : numbers) {
      std::string coded_b;
      append_ordered(coded_b, b);
      if ((a < b) != (coded_a < coded_b)) FAIL(a << " and " << b);
    }
  }
  const RecordId id{70000, 1u << 20, 300};
  std::string coded;
  append_ordered(coded, id);
  coded += 'x';
  std::string_view rest = coded;
  CHECK(take_ordered_id(rest) == id);
  CHECK(rest == "x");
}

TEST_CASE("RecordRows: the rows of a record, in order, in memory and spilled, merged and saved") {
  for (const std::uint64_t memory : {std::uint64_t{16} << 10, std::uint64_t{64} << 20}) {
    test::MemoryFiles files;
    Workspace workspace(files, "tmp", memory);
    base::Rng rng(9);
    std::map<RecordId, std::multiset<std::string>> expected;
    RecordRows rows(workspace), more(workspace);
    for (int i = 0; i < 20000; ++i) {
      const RecordId id{static_cast<std::uint32_t>(rng.below(3)), 1 + rng.below(2000),
                        static_cast<std::uint32_t>(rng.below(2))};
      std::string bytes;
      append_be32(bytes, static_cast<std::uint32_t>(rng.below(100)));
      expected[id].insert(bytes);
      CHECK((i % 2 ? rows : more).add(id, bytes).ok());
    }
    const std::string saved = test::saved(more);
    test::MemorySource source(saved);
    RecordRows loaded(workspace);
    REQUIRE(loaded.load(source).ok());
    CHECK(source.at_end());
    REQUIRE(rows.merge(std::move(loaded)).ok());
    CHECK(rows.rows() == 20000);
    const auto table = rows.table();
    REQUIRE(table.ok());
    CHECK((*table)->size() == expected.size());
    SortedTable::Cursor cursor(*table);
    for (const auto& [id, all] : expected) {
      std::string joined;
      for (const std::string& bytes : all) joined += bytes;
      const auto found = cursor.find(record_key(id));
      REQUIRE(found.ok());
      REQUIRE(found->has_value());
      CHECK(**found == joined);
    }
  }
}

TEST_CASE("RecordRows: none") {
  test::MemoryFiles files;
  Workspace workspace(files, "tmp", 1u << 20);
  const auto table = RecordRows(workspace).table();
  REQUIRE(table.ok());
  CHECK((*table)->size() == 0);
}

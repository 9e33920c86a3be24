#include "dedup/placed_rows.h"

#include <string>
#include <vector>

#include "support/catch.h"
#include "support/memory_bytes.h"
#include "support/memory_files.h"

using namespace dsprep;
using namespace dsprep::spill;
using namespace dsprep::dedup;

TEST_CASE("placed rows: those with a place, in its order, however merged and saved") {
  test::MemoryFiles files;
  Workspace workspace(files, "tmp", 1u << 20);
  RecordRows places(workspace);
  REQUIRE(places.add({0, 1, 0}, "c").ok());
  REQUIRE(places.add({0, 3, 0}, "a").ok());
  REQUIRE(places.add({2, 9, 1}, "b").ok());
  const auto table = places.table();
  REQUIRE(table.ok());
  PlacedRows one(workspace, *table), other(workspace, *table);
  const auto note = [](PlacedRows& rows, const RecordId& id, std::string_view bytes) {
    const auto wanted = rows.find(id);
    REQUIRE(wanted.ok());
    if (*wanted) REQUIRE(rows.add(bytes).ok());
    return *wanted;
  };
  CHECK(note(one, {0, 1, 0}, "first"));
  CHECK_FALSE(note(one, {0, 2, 0}, "nobody"));
  CHECK(note(one, {0, 3, 0}, ""));
  CHECK_FALSE(note(other, {2, 9, 0}, "a sibling"));
  CHECK(note(other, {2, 9, 1}, std::string("\0\n", 2)));
  REQUIRE(one.merge(std::move(other)).ok());
  test::MemorySink sink;
  REQUIRE(one.save(sink).ok());
  test::MemorySource source(sink.bytes);
  PlacedRows back(workspace, *table);
  REQUIRE(back.load(source).ok());
  const auto sorted = back.sorted();
  REQUIRE(sorted.ok());
  std::vector<std::string> all;
  for (std::string_view row;;) {
    const auto more = (*sorted)->next(row);
    REQUIRE(more.ok());
    if (!*more) break;
    all.emplace_back(row);
  }
  CHECK(all == std::vector<std::string>{"a", std::string("b\0\n", 3), "cfirst"});
}

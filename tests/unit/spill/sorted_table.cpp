#include "spill/sorted_table.h"

#include <map>
#include <string>
#include <thread>
#include <vector>

#include "base/rng.h"
#include "spill/sorter.h"
#include "support/catch.h"
#include "support/memory_files.h"

namespace dsprep {
namespace {

using spill::SortedTable;
using spill::Workspace;

using Map = std::map<std::string, std::string>;

Map some_entries(std::size_t n, std::uint64_t seed) {
  base::Rng rng(seed);
  Map map;
  while (map.size() < n) {
    const std::string key = spill::record_key({static_cast<std::uint32_t>(rng.below(3)), 1 + rng.below(4 * n), 0});
    std::string value(rng.below(40), static_cast<char>('a' + rng.below(26)));
    if (rng.below(500) == 0) value.append(rng.below(200'000), '\xe9');
    map[key] = value;
  }
  return map;
}

std::shared_ptr<const SortedTable> table_of(Workspace& workspace, const Map& map, std::size_t key_size = 16) {
  SortedTable::Builder builder(workspace, key_size);
  for (const auto& [key, value] : map) REQUIRE(builder.add(key, value).ok());
  auto table = builder.finish();
  REQUIRE(table.ok());
  return std::move(table).value();
}

void check_find(SortedTable::Cursor& cursor, const Map& map, const std::string& key) {
  const auto found = cursor.find(key);
  REQUIRE(found.ok());
  const auto expected = map.find(key);
  REQUIRE(found.value().has_value() == (expected != map.end()));
  if (found.value()) REQUIRE(*found.value() == expected->second);
}

TEST_CASE("finds what a map finds, in memory and on disk, in order and at random") {
  for (const std::uint64_t budget : {std::uint64_t{1} << 30, std::uint64_t{100} << 10}) {
    for (const std::size_t n : {0u, 1u, 2u, 5000u, 20'000u}) {
      test::MemoryFiles files;
      {
        Workspace workspace(files, "tmp", budget);
        {
          const Map map = some_entries(n, n + 1);
          const auto table = table_of(workspace, map);
          CHECK(table->size() == n);
          CHECK(table->on_disk() == (budget < (1 << 20) && n >= 5000));
          CHECK(workspace.held() <= static_cast<std::int64_t>(std::max<std::uint64_t>(budget / 8, 64 << 10)));
          SortedTable::Cursor cursor(table);
          for (std::uint32_t shard = 0; shard < 4; ++shard)
            for (std::uint64_t line = 0; line <= 4 * n + 1; ++line)
              check_find(cursor, map, spill::record_key({shard, line, 0}));
          const std::size_t reads = files.opened();
          base::Rng rng(n);
          for (int i = 0; i < 2000; ++i)
            check_find(cursor, map,
                       spill::record_key({static_cast<std::uint32_t>(rng.below(4)), rng.below(4 * n + 2), 0}));
          CHECK(files.opened() == reads);
        }
        CHECK(workspace.held() == 0);
      }
      CHECK(files.paths().empty());
    }
  }
}

TEST_CASE("keys of one byte, and values of none") {
  test::MemoryFiles files;
  Workspace workspace(files, "tmp", 1 << 20);
  Map map;
  for (int i = 0; i < 256; i += 3) map[std::string(1, static_cast<char>(i))] = "";
  const auto table = table_of(workspace, map, 1);
  SortedTable::Cursor cursor(table);
  for (int i = 0; i < 256; ++i) check_find(cursor, map, std::string(1, static_cast<char>(i)));
}

TEST_CASE("many cursors read one table at a time") {
  test::MemoryFiles files;
  Workspace workspace(files, "tmp", 100 << 10);
  const Map map = some_entries(20'000, 3);
  const auto table = table_of(workspace, map);
  REQUIRE(table->on_disk());
  std::vector<std::thread> threads;
  std::vector<int> wrong(4);
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      SortedTable::Cursor cursor(table);
      int i = 0;
      for (const auto& [key, value] : map) {
        if (++i % 4 != t) continue;
        const auto found = cursor.find(key);
        if (!found.ok() || !found.value() || *found.value() != value) ++wrong[t];
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  CHECK(wrong == std::vector<int>{0, 0, 0, 0});
}

TEST_CASE("damage and a full disk are errors") {
  const Map map = some_entries(20'000, 3);
  {
    test::MemoryFiles files;
    Workspace workspace(files, "tmp", 100 << 10);
    SortedTable::Builder builder(workspace, 16);
    for (const auto& [key, value] : map) REQUIRE(builder.add(key, value).ok());
    const auto table = builder.finish();
    REQUIRE(table.ok());
    const std::string path = files.paths().front();
    std::string bytes = files.content(path);
    // Bytes change below the open table, as a bad disk changes them.
    Workspace other(files, "tmp2", 100 << 10);
    for (char& byte : bytes) byte ^= 1;
    const auto writer = files.create(path);
    REQUIRE(writer.ok());
    REQUIRE(writer.value()->append(bytes).ok());
    SortedTable::Cursor cursor(table.value());
    const auto found = cursor.find(map.begin()->first);
    REQUIRE_FALSE(found.ok());
    CHECK(found.error().message.find("damaged") != std::string::npos);
  }
  {
    test::MemoryFiles files;
    Workspace workspace(files, "tmp", 100 << 10);
    files.fail_append(1);
    SortedTable::Builder builder(workspace, 16);
    Status status;
    for (const auto& [key, value] : map)
      if (status.ok()) status = builder.add(key, value);
    if (status.ok()) {
      const auto table = builder.finish();
      REQUIRE_FALSE(table.ok());
      status = table.error();
    }
    CHECK(status.error().message.find("--tmp") != std::string::npos);
  }
}

}  // namespace
}  // namespace dsprep

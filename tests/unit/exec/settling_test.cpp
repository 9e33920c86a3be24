#include "exec/settling.h"

#include <algorithm>

#include "support/catch.h"
#include "support/memory_files.h"

namespace dsprep::exec {
namespace {

io::UnsettledFile written(test::MemoryFiles& files, const std::string& path) {
  REQUIRE(files.make_directories(port::parent_of(path)).ok());
  auto file = files.create(path + ".tmp");
  REQUIRE(file.ok());
  REQUIRE((*file)->append("x").ok());
  return {std::move(*file), path + ".tmp", path};
}

UnsettledShard shard(test::MemoryFiles& files, int number) {
  UnsettledShard unsettled;
  const std::string n = std::to_string(number);
  unsettled.files.push_back(written(files, "out/data/" + n));
  unsettled.state.push_back(written(files, "out/.dsprep/" + n + ".alive"));
  unsettled.mark.push_back(written(files, "out/.dsprep/" + n + ".json"));
  unsettled.bytes = 1;
  return unsettled;
}

std::size_t place_of(const std::vector<std::string>& events, const std::string& event) {
  return static_cast<std::size_t>(std::find(events.begin(), events.end(), event) - events.begin());
}

}  // namespace

TEST_CASE("many shards are settled together: synced, then named, their checkpoints after their files") {
  test::MemoryFiles files;
  Settling settling(files, 1000);
  constexpr int n = 40;
  for (int i = 0; i < n; ++i) settling.add(shard(files, i));
  REQUIRE(settling.settle_all().ok());
  const auto events = files.events();
  const std::size_t data_synced = place_of(events, "sync_directory out/data");
  REQUIRE(data_synced < events.size());
  for (int i = 0; i < n; ++i) {
    const std::string file = "out/data/" + std::to_string(i), mark = "out/.dsprep/" + std::to_string(i);
    const std::size_t sync = place_of(events, "sync " + file + ".tmp"),
                      named = place_of(events, "rename " + file + ".tmp " + file);
    const std::size_t alive = place_of(events, "rename " + mark + ".alive.tmp " + mark + ".alive");
    const std::size_t marked = place_of(events, "rename " + mark + ".json.tmp " + mark + ".json");
    REQUIRE(sync < named);
    REQUIRE(named < data_synced);
    REQUIRE(data_synced < alive);
    REQUIRE(alive < marked);
    REQUIRE(place_of(events, "sync " + mark + ".json.tmp") < marked);
  }
  CHECK(std::count(events.begin(), events.end(), "sync_directory out/data") == 1);
  CHECK(std::count(events.begin(), events.end(), "sync_directory out/.dsprep") == 2);
  CHECK(files.open_writers() == 0);
  CHECK(settling.settle_all().ok());  // nothing is left
}

TEST_CASE("files are settled when so many have gathered, not before") {
  test::MemoryFiles files;
  Settling settling(files, 30);
  for (int i = 0; i < 9; ++i) settling.add(shard(files, i));
  REQUIRE(settling.settle_if_due().ok());
  CHECK(files.open_writers() == 27);
  settling.add(shard(files, 9));
  REQUIRE(settling.settle_if_due().ok());
  CHECK(files.open_writers() == 0);
}

TEST_CASE("a file that was closed meanwhile is opened again to be synced") {
  test::MemoryFiles files;
  std::vector<io::UnsettledFile> batch;
  batch.push_back(written(files, "a"));
  REQUIRE(batch[0].file->close().ok());
  batch[0].file.reset();
  REQUIRE(settle_together(files, batch).ok());
  CHECK(files.content("a") == "x");
}

}  // namespace dsprep::exec

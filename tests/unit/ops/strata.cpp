#include "ops/split/ratio/strata.h"

#include <set>
#include <string>

#include "base/rng.h"
#include "support/catch.h"
#include "support/memory_bytes.h"
#include "support/memory_files.h"

using namespace dsprep;
using namespace dsprep::spill;
using namespace dsprep::ops::ratio;

namespace {

std::string key_of(std::uint64_t n) {
  std::string key;
  append_be64(key, n);
  return key;
}

}  // namespace

TEST_CASE("Strata: counted and sorted, merged and saved") {
  test::MemoryFiles files;
  Workspace workspace(files, "tmp", 1u << 20);
  base::Rng rng(5);
  Strata all(workspace, "too many"), more(workspace, "too many");
  std::multiset<std::string> rows;
  std::map<std::string, std::uint64_t> records;
  std::map<std::string, std::string> names;
  for (int n = 0; n < 30'000; ++n) {
    const std::string key = key_of(rng.below(40));
    const std::uint64_t hash = rng.below(1'000);
    (n < 10'000 ? all : more).add(key, hash, [&] { return "first at " + std::to_string(n); });
    names.try_emplace(key, "first at " + std::to_string(n));
    ++records[key];
    std::string row;
    append_be64(row, hash);
    rows.insert(row + key);
  }
  const std::string saved = test::saved(more);
  test::MemorySource source(saved);
  Strata loaded(workspace, "too many");
  REQUIRE(loaded.load(source).ok());
  CHECK(source.at_end());
  REQUIRE(all.merge(std::move(loaded)).ok());
  REQUIRE(all.strata().size() == records.size());
  for (const auto& [key, stratum] : all.strata()) {
    CHECK(stratum.records == records[key]);
    CHECK(stratum.name == names[key]);
  }
  const auto sorted = all.sorted();
  REQUIRE(sorted.ok());
  for (const std::string& expected : rows) {
    std::string_view row;
    const auto next = (*sorted)->next(row);
    REQUIRE(next.ok());
    REQUIRE(*next);
    CHECK(row == expected);
  }
}

TEST_CASE("Strata: too many, and damage, are told by what comes after") {
  test::MemoryFiles files;
  Workspace workspace(files, "tmp", 1u << 20);
  const auto fill = [](Strata& strata, std::uint64_t from, std::uint64_t to) {
    for (std::uint64_t n = from; n < to; ++n) strata.add(key_of(n), n, [] { return std::string(); });
  };
  Strata most(workspace, "give fewer"), beyond(workspace, "give fewer"), one(workspace, "give fewer");
  fill(most, 0, Strata::most);
  fill(beyond, 0, Strata::most + 1);
  fill(one, Strata::most, Strata::most + 1);
  CHECK(most.sorted().ok());
  CHECK(beyond.sorted().error().message == "give fewer");
  CHECK(most.merge(std::move(one)).error().message == "give fewer");
  CHECK_FALSE(most.sorted().ok());

  Strata whole(workspace, "");
  fill(whole, 0, 100);
  const std::string saved = test::saved(whole);
  for (std::size_t size = 0; size < saved.size(); size += 7) {
    test::MemorySource source(std::string_view(saved).substr(0, size));
    Strata cut(workspace, "");
    CHECK_FALSE(cut.load(source).ok());
  }
}

#include "ops/clean/decontaminate/counted_rows.h"

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/rng.h"
#include "spill/walk.h"
#include "support/catch.h"
#include "support/memory_bytes.h"
#include "support/memory_files.h"
#include "support/quiet_decider.h"

using namespace dsprep;
using namespace dsprep::spill;
using namespace dsprep::ops::decontaminate;

TEST_CASE("CountedRows: records with a thing, however often they hold it, merged and saved") {
  test::MemoryFiles files;
  Workspace workspace(files, "tmp", 1u << 20);
  base::Rng rng(11);
  CountedRows rows(workspace), more(workspace);
  std::map<std::uint64_t, std::set<std::uint64_t>> expected;  // lines by thing
  std::multiset<std::string> all;
  for (std::uint64_t line = 1; line <= 500; ++line) {
    CountedRows& into = line % 2 ? rows : more;
    into.start({0, line, 0});
    for (std::uint64_t n = rng.below(6); n > 0; --n) {
      const std::uint64_t thing = rng.below(20) << 30;
      expected[thing].insert(line);
      const std::string row(1, static_cast<char>('a' + rng.below(3)));
      all.insert(record_key({0, line, 0}) + row);
      into.add(thing, row);
    }
    into.finish();
  }
  const std::string saved = test::saved(more);
  test::MemorySource source(saved);
  CountedRows loaded(workspace);
  REQUIRE(loaded.load(source).ok());
  CHECK(source.at_end());
  REQUIRE(rows.merge(std::move(loaded)).ok());
  CHECK(rows.ok());
  CHECK(rows.records() == 500);
  CHECK(rows.rows() == all.size());
  for (const auto& [thing, lines] : expected) CHECK(rows.records_with(thing) == lines.size());
  CHECK(rows.records_with(1) == 0);
  const auto sorted = rows.sorted();
  REQUIRE(sorted.ok());
  for (const std::string& expected_row : all) {
    std::string_view row;
    const auto next = (*sorted)->next(row);
    REQUIRE(next.ok());
    REQUIRE(*next);
    CHECK(row == expected_row);
  }
}

TEST_CASE("CountedRows: a full disk is told by what comes after") {
  test::MemoryFiles files;
  Workspace workspace(files, "tmp", 64u << 10);
  files.set_space(0);
  CountedRows rows(workspace), other(workspace);
  rows.start({0, 1, 0});
  const std::string row(1000, 'x');
  for (int i = 0; i < 10000 && rows.ok(); ++i) rows.add(1, row);
  rows.finish();
  REQUIRE_FALSE(rows.ok());
  test::MemorySink sink;
  CHECK_FALSE(rows.save(sink).ok());
  CHECK_FALSE(rows.sorted().ok());
  CHECK_FALSE(other.merge(std::move(rows)).ok());
}

namespace {

struct StoppedDecider final : test::QuietDecider {
  bool stop_requested() const override { return stopped; }
  void progress(std::string_view what, double fraction) override { told.emplace_back(what, fraction); }
  bool stopped = false;
  std::vector<std::pair<std::string, double>> told;
};

}  // namespace

TEST_CASE("Walk: says how far it is, and ends where the run is to stop") {
  StoppedDecider decider;
  Walk walk(decider, "counting", 4 * Walk::between_looks);
  for (std::uint64_t i = 0; i < Walk::between_looks; ++i) REQUIRE(walk.step().ok());
  REQUIRE(decider.told.size() == 1);
  CHECK(decider.told[0] == std::pair<std::string, double>("counting", 0.25));
  decider.stopped = true;
  for (std::uint64_t i = 1; i < Walk::between_looks; ++i) REQUIRE(walk.step().ok());
  const Status status = walk.step();
  REQUIRE_FALSE(status.ok());
  CHECK(status.error().kind == Error::Kind::interrupted);
  CHECK(status.error().message == "interrupted while counting");

  StoppedDecider other;
  Walk long_one(other, "counting", 1), unknown(other, "reading");
  for (std::uint64_t i = 0; i < Walk::between_looks; ++i) REQUIRE((long_one.step().ok() && unknown.step().ok()));
  REQUIRE(other.told.size() == 2);
  CHECK(other.told[0].second == 1);
  CHECK(other.told[1].second == 0);
}

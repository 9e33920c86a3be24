// Repeated units against the plain way: all places of a unit in a list.
#include "ops/clean/dedup_lines/repeated_units.h"

#include <algorithm>
#include <map>
#include <vector>

#include "base/rng.h"
#include "ops/clean/dedup_lines/unit_beginnings.h"
#include "support/catch.h"
#include "support/memory_bytes.h"
#include "support/memory_files.h"
#include "support/quiet_decider.h"

using namespace dsprep;
using namespace dsprep::spill;
using namespace dsprep::ops::dedup_lines;
using dsprep::test::value_of;
using dsprep::test::where;

namespace {

struct Place {
  std::uint64_t line, unit;
};

void compare(const std::map<std::uint64_t, std::vector<Place>>& places, std::uint64_t lines,
             const RepeatedUnits::Rules& rules) {
  test::MemoryFiles files;
  Workspace workspace(files, "tmp", 1u << 20);
  Sorter sorter(workspace);
  std::string entry;
  for (const auto& [hash, all] : places)
    for (const Place& place : all) {
      entry.clear();
      append_unit(entry, hash, where({0, place.line, 0}), place.unit);
      REQUIRE(sorter.add(entry).ok());
    }
  test::QuietDecider decider;
  RepeatedUnits repeats(workspace, rules, decider);
  REQUIRE(repeats.read(sorter).ok());
  const auto table = repeats.table();
  REQUIRE(table.ok());
  SortedTable::Cursor cursor(*table);

  std::map<std::uint64_t, std::vector<std::uint64_t>> gone;  // by line
  std::uint64_t repeated = 0, occurrences = 0;
  for (const auto& [hash, all] : places) {
    std::vector<std::uint64_t> in;
    for (const Place& place : all)
      if (in.empty() || in.back() != place.line) in.push_back(place.line);
    if ((rules.by_record ? in.size() : all.size()) < rules.enough) continue;
    ++repeated;
    occurrences += all.size();
    for (const Place& place : all) {
      const bool is_first = rules.by_record ? place.line == in.front() : &place == &all.front();
      if (!rules.keep_first || !is_first) gone[place.line].push_back(place.unit);
    }
  }
  for (std::uint64_t line = 1; line <= lines; ++line) {
    std::sort(gone[line].begin(), gone[line].end());
    std::string expected;
    for (const std::uint64_t unit : gone[line]) append_be32(expected, static_cast<std::uint32_t>(unit));
    CHECK(value_of(cursor, {0, line, 0}) == expected);
  }
  CHECK(repeats.repeated() == repeated);
  CHECK(repeats.occurrences() == occurrences);
  if (!rules.shown) {
    CHECK(repeats.most_repeated().empty());
    return;
  }
  CHECK(repeats.most_repeated().size() == std::min<std::uint64_t>(repeated, 50));
  CHECK(std::is_sorted(repeats.most_repeated().begin(), repeats.most_repeated().end()));
  for (const auto& group : repeats.most_repeated()) {
    CHECK(group.occurrences == places.at(group.hash).size());
    CHECK(group.first.line == places.at(group.hash).front().line);
  }
}

}  // namespace

TEST_CASE("units that are there too often go, but for the first") {
  base::Rng rng(5);
  for (int round = 0; round < 80; ++round) {
    std::map<std::uint64_t, std::vector<Place>> places;
    const std::uint64_t lines = 1 + rng.below(20), different = 1 + rng.below(90);
    for (std::uint64_t line = 1; line <= lines; ++line)
      for (std::uint64_t unit = 0, units = rng.below(30); unit < units; ++unit)
        places[rng.below(different)].push_back({line, unit});
    for (const bool by_record : {true, false})
      for (const bool keep_first : {true, false})
        compare(places, lines, {by_record, keep_first, 2 + rng.below(4), round % 3 != 0});
  }
}

TEST_CASE("a unit that one record repeats without end is counted as any other") {
  for (const std::uint64_t enough : {2u, 6000u, 9002u, 9003u}) {
    std::map<std::uint64_t, std::vector<Place>> places;
    for (std::uint64_t unit = 0; unit < 9000; ++unit) places[1].push_back({1, unit});
    places[1].push_back({2, 0});
    places[1].push_back({3, 7});
    for (const bool by_record : {true, false})
      for (const bool keep_first : {true, false}) compare(places, 3, {by_record, keep_first, enough, true});
  }
}

TEST_CASE("beginnings are found for what the sample has met, however it was merged and saved") {
  UnitBeginnings one, other;
  const auto note = [](UnitBeginnings& to, std::uint64_t line) {
    const RecordId id{0, line, 0};
    if (!to.wants(id)) return;
    to.start(id);
    to.add(line, "unit " + std::to_string(line));
    to.add(7000000, "shared");
    to.add(8000000, "");
    to.finish();
  };
  for (std::uint64_t line = 1; line <= 3000; ++line) note(line % 3 ? one : other, line);
  one.merge(other);
  test::MemorySink sink;
  REQUIRE(one.save(sink).ok());
  test::MemorySource source(sink.bytes);
  UnitBeginnings back;
  REQUIRE(back.load(source).ok());
  std::map<std::uint64_t, std::string> wanted{{7000000, ""}, {8000000, ""}, {99999, ""}};
  for (std::uint64_t line = 100; line <= 3000; ++line) wanted[line];
  back.look_up(wanted);
  CHECK(wanted[7000000] == "shared");
  CHECK(wanted[8000000].empty());
  CHECK(wanted[99999].empty());
  std::size_t found = 0;
  for (std::uint64_t line = 100; line <= 3000; ++line) {
    if (wanted[line].empty()) continue;
    ++found;
    CHECK(wanted[line] == "unit " + std::to_string(line));
  }
  CHECK(found > 400);
  CHECK(found <= UnitBeginnings::sample);
  CHECK(UnitBeginnings::shows(63, 1000));
  CHECK_FALSE(UnitBeginnings::shows(64, 1000));
  CHECK(UnitBeginnings::shows(936, 1000));
}

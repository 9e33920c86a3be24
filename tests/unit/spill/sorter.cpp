#include "spill/sorter.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/rng.h"
#include "spill/sorted_run.h"
#include "support/catch.h"
#include "support/memory_bytes.h"
#include "support/memory_files.h"

namespace dsprep {
namespace {

using spill::SortedReader;
using spill::Sorter;
using spill::Workspace;

std::vector<std::string> drain(SortedReader& reader) {
  std::vector<std::string> records;
  for (std::string_view record;;) {
    const auto more = reader.next(record);
    if (!more.ok()) return {"error: " + more.error().message};
    if (!more.value()) return records;
    records.emplace_back(record);
  }
}

std::vector<std::string> sorted(Sorter& sorter) {
  auto reader = sorter.sorted();
  if (!reader.ok()) return {"error: " + reader.error().message};
  return drain(*reader.value());
}

// Records with many ties, common beginnings, NULs, high bytes and empties; now and then one longer than any block.
std::vector<std::string> some_records(std::size_t n, std::uint64_t seed) {
  base::Rng rng(seed);
  std::vector<std::string> records;
  for (std::size_t i = 0; i < n; ++i) {
    std::string record;
    switch (rng.below(8)) {
      case 0: break;
      case 1: record = std::string(rng.below(12), '\0'); break;
      case 2: record = "common beginning " + std::to_string(rng.below(50)); break;
      case 3: record = std::string(rng.below(20), '\xff'); break;
      case 4: record = "汉字" + std::to_string(rng.below(1000)); break;
      default: spill::append_be64(record, rng.next()); record.append(rng.below(60), static_cast<char>(rng.below(256)));
    }
    if (rng.below(2000) == 0) record.append(rng.below(100'000), static_cast<char>(rng.below(4)));
    records.push_back(std::move(record));
  }
  return records;
}

struct Place {
  explicit Place(std::uint64_t budget) : workspace(files, "tmp/run", budget) {}
  test::MemoryFiles files;
  Workspace workspace;
};

TEST_CASE("nothing, and one") {
  Place place(1 << 20);
  Sorter none(place.workspace);
  CHECK(sorted(none).empty());
  Sorter one(place.workspace);
  REQUIRE(one.add("").ok());
  CHECK(one.records() == 1);
  CHECK(sorted(one) == std::vector<std::string>{""});
  CHECK(one.records() == 0);
  CHECK(place.files.paths().empty());
}

TEST_CASE("sorts as std::sort does, in memory and on disk, and leaves nothing behind") {
  for (const std::uint64_t budget :
       {std::uint64_t{64} << 20, std::uint64_t{4} << 20, std::uint64_t{300} << 10, std::uint64_t{1} << 10}) {
    for (const std::size_t n : {1u, 10u, 3000u, 30'000u}) {
      Place place(budget);
      std::vector<std::string> expected = some_records(n, n + budget);
      {
        Sorter sorter(place.workspace);
        std::uint64_t bytes = 0;
        for (const std::string& record : expected) {
          REQUIRE(sorter.add(record).ok());
          bytes += record.size();
        }
        CAPTURE(budget, n, sorter.runs());
        CHECK(sorter.records() == n);
        CHECK(sorter.bytes() == bytes);
        if (budget <= (300u << 10) && n == 30'000u) CHECK(sorter.runs() > spill::merge_fan_in(budget));  // rounds
        if (budget == std::uint64_t{64} << 20) CHECK(sorter.runs() == 0);
        std::sort(expected.begin(), expected.end());
        CHECK((sorted(sorter) == expected));
      }
      CHECK(place.files.paths().empty());
      CHECK(place.files.open_writers() == 0);
      CHECK(place.workspace.held() == 0);
    }
  }
}

TEST_CASE("prefixes that are all alike, and all but one") {
  Place place(64 << 20);
  std::vector<std::string> expected;
  base::Rng rng(3);
  for (int i = 0; i < 20'000; ++i) expected.push_back("same start " + std::to_string(rng.below(100'000)));
  expected.push_back(std::string(8, '\xff'));
  expected.push_back("");
  rng.shuffle(expected);
  Sorter sorter(place.workspace);
  for (const std::string& record : expected) REQUIRE(sorter.add(record).ok());
  std::sort(expected.begin(), expected.end());
  CHECK((sorted(sorter) == expected));
}

TEST_CASE("what comes out depends only on what went in: splits, merges, save and load") {
  base::Rng rng(5);
  for (const std::uint64_t budget : {std::uint64_t{64} << 20, std::uint64_t{400} << 10}) {
    for (int round = 0; round < 6; ++round) {
      Place place(budget);
      std::vector<std::string> expected = some_records(8000, 77 + round);
      std::vector<Sorter> pieces;
      for (std::uint64_t i = 1 + rng.below(12); i > 0; --i) pieces.emplace_back(place.workspace);
      for (const std::string& record : expected) REQUIRE(pieces[rng.below(pieces.size())].add(record).ok());
      while (pieces.size() > 1) {
        std::swap(pieces[rng.below(pieces.size())], pieces.back());
        Sorter taken = std::move(pieces.back());
        pieces.pop_back();
        if (rng.below(2) == 0) {
          const std::uint64_t records = taken.records(), runs = taken.runs();
          const std::string bytes = test::saved(taken);
          CHECK(taken.records() == records);
          CHECK(taken.runs() == runs);
          CHECK(test::saved(taken) == bytes);
          Sorter again(place.workspace);
          test::MemorySource source(bytes);
          REQUIRE(again.load(source).ok());
          CHECK(source.at_end());
          CHECK(again.records() == records);
          CHECK(again.bytes() == taken.bytes());
          taken = std::move(again);
        }
        Sorter& into = pieces[rng.below(pieces.size())];
        const std::uint64_t sum = into.records() + taken.records();
        REQUIRE(into.merge(std::move(taken)).ok());
        CHECK(into.records() == sum);
      }
      if (budget < (1u << 20)) CHECK(pieces[0].runs() > 0);
      std::sort(expected.begin(), expected.end());
      CHECK((sorted(pieces[0]) == expected));
      pieces.clear();
      CHECK(place.workspace.held() == 0);
      CHECK(place.files.paths().empty());
    }
  }
}

TEST_CASE("a Sorter keeps to its budget") {
  const std::uint64_t budget = 8u << 20;
  Place place(budget);
  Sorter sorter(place.workspace);
  base::Rng rng(9);
  std::int64_t most = 0;
  std::string record(40, ' ');
  for (int i = 0; i < 400'000; ++i) {
    record.clear();
    for (int word = 0; word < 5; ++word) spill::append_be64(record, rng.next());
    REQUIRE(sorter.add(record).ok());
    most = std::max(most, place.workspace.held());
  }
  CHECK(sorter.runs() > 3);
  auto reader = sorter.sorted();
  REQUIRE(reader.ok());
  std::string before;
  std::uint64_t n = 0;
  for (std::string_view next;;) {
    const auto more = reader.value()->next(next);
    REQUIRE(more.ok());
    if (!more.value()) break;
    if (n++ % 1000 == 0) most = std::max(most, place.workspace.held());
    if (next < before) FAIL("out of order");
    before.assign(next);
  }
  CHECK(n == 400'000);
  CHECK(most <= static_cast<std::int64_t>(budget));
}

TEST_CASE("many small Sorters under pressure do not write many small runs") {
  Place place(1 << 20);
  place.workspace.hold(2 << 20);  // somebody else is over the budget
  Sorter shard(place.workspace);
  std::vector<std::string> expected = some_records(5000, 1);
  for (std::size_t i = 0; i < expected.size(); i += 50) {
    Sorter chunk(place.workspace);
    for (std::size_t j = i; j < i + 50; ++j) REQUIRE(chunk.add(expected[j]).ok());
    REQUIRE(shard.merge(std::move(chunk)).ok());
  }
  CHECK(shard.runs() > 0);
  CHECK(shard.runs() < 40);
  std::sort(expected.begin(), expected.end());
  CHECK((sorted(shard) == expected));
  place.workspace.hold(-(2 << 20));
}

TEST_CASE("a full disk is an error that says what to do, and leaves no file behind") {
  for (std::uint64_t n = 1; n < 6; ++n) {
    Place place(256 << 10);
    place.files.fail_append(n);
    {
      Sorter sorter(place.workspace);
      Status status;
      for (int i = 0; i < 100'000 && status.ok(); ++i) status = sorter.add("record " + std::to_string(i));
      REQUIRE_FALSE(status.ok());
      CHECK(status.error().message.find("disk is full") != std::string::npos);
      CHECK(status.error().message.find("--tmp") != std::string::npos);
    }
    CHECK(place.files.paths().empty());
    CHECK(place.files.open_writers() == 0);
    CHECK(place.workspace.held() == 0);
  }
}

TEST_CASE("a damaged run is an error, wherever the damage is") {
  const std::vector<std::string> records = some_records(6000, 8);
  base::Rng rng(2);
  for (int round = 0; round < 60; ++round) {
    Place place(256 << 10);
    Sorter sorter(place.workspace);
    for (const std::string& record : records) REQUIRE(sorter.add(record).ok());
    REQUIRE(sorter.runs() > 1);
    const std::vector<std::string> paths = place.files.paths();
    const std::string path = paths[rng.below(paths.size())];
    std::string bytes = place.files.content(path);
    if (round % 3 == 0) bytes.resize(rng.below(bytes.size()));
    else if (round % 3 == 1) bytes[rng.below(bytes.size())] ^= static_cast<char>(1u << rng.below(8));
    else bytes.replace(rng.below(32), 8, std::string(8, static_cast<char>(rng.below(256))));
    place.files.put(path, bytes);
    const std::vector<std::string> out = sorted(sorter);
    REQUIRE(out.size() == 1);
    CHECK(out[0].find("damaged") != std::string::npos);
  }
}

TEST_CASE("a read error comes through") {
  Place place(256 << 10);
  Sorter sorter(place.workspace);
  for (const std::string& record : some_records(6000, 8)) REQUIRE(sorter.add(record).ok());
  place.files.break_at(place.files.paths().front(), 1000);
  const std::vector<std::string> out = sorted(sorter);
  REQUIRE(out.size() == 1);
  CHECK(out[0].find("input/output error") != std::string::npos);
}

TEST_CASE("damaged saved state is refused") {
  Place place(1 << 20);
  Sorter sorter(place.workspace);
  for (const std::string& record : some_records(300, 8)) REQUIRE(sorter.add(record).ok());
  const std::string bytes = test::saved(sorter);
  for (std::size_t size = 0; size < bytes.size(); size += 97) {
    Sorter again(place.workspace);
    test::MemorySource source(std::string_view(bytes).substr(0, size));
    REQUIRE_FALSE(again.load(source).ok());
  }
  std::string lies = bytes;
  for (int i = 8; i < 12; ++i) lies[i] = '\x7f';  // the first record's size
  Sorter again(place.workspace);
  test::MemorySource source(lies);
  CHECK_FALSE(again.load(source).ok());
}

TEST_CASE("temporary files go with the Workspace, and so does a directory it made") {
  test::MemoryFiles files;
  files.put("kept/other", "x");
  {
    Workspace workspace(files, "made/here", 1000), beside(files, "kept", 1000);
    const std::string a = workspace.new_path("a").value(), b = workspace.new_path("a").value();
    CHECK(a != b);
    files.put(a, "1");
    files.put(b, "2");
    files.put(beside.new_path("c").value(), "3");
    workspace.remove(a);
    CHECK_FALSE(*files.has(a));
    workspace.remove("kept/other");  // not one of its own
    CHECK(*files.has("kept/other"));
  }
  CHECK(files.paths() == std::vector<std::string>{"kept/other"});
  CHECK_FALSE(*files.has("made/here"));
}

TEST_CASE("a Sorter on the real disk") {
  const std::string directory = "unit_spill_workspace";
  std::vector<std::string> expected = some_records(20'000, 6);
  {
    Workspace workspace(port::disk_files(), directory, 300 << 10);
    Sorter sorter(workspace);
    for (const std::string& record : expected) REQUIRE(sorter.add(record).ok());
    CHECK(sorter.runs() > 0);
    std::sort(expected.begin(), expected.end());
    CHECK((sorted(sorter) == expected));
  }
  CHECK_FALSE(*port::disk_files().has(directory));
}

}  // namespace
}  // namespace dsprep

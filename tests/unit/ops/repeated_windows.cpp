// The sieve of blocks and the comparison of windows, each against the plain way: maps of what came before.
#include "ops/clean/dedup_substring/repeated_windows.h"

#include <algorithm>
#include <map>
#include <set>
#include <vector>

#include "base/rng.h"
#include "ops/clean/dedup_substring/block_sieve.h"
#include "support/catch.h"
#include "support/memory_files.h"
#include "support/quiet_decider.h"

using namespace dsprep;
using namespace dsprep::spill;
using namespace dsprep::ops::dedup_substring;
using dsprep::test::value_of;
using dsprep::test::where;

namespace {

struct Block {
  RecordId id;
  std::uint32_t number;
  std::uint64_t anchor;
  base::Hash128 hash;
  bool again;
};

}  // namespace

TEST_CASE("the sieve tells first copies, later copies and what must be compared") {
  base::Rng rng(3);
  for (int round = 0; round < 40; ++round) {
    test::MemoryFiles files;
    Workspace workspace(files, "tmp", 1u << 20);
    std::vector<Block> blocks;
    for (std::uint32_t line = 1; line <= 12; ++line)
      for (std::uint32_t number = 0; number < rng.below(8); ++number) {
        const std::uint64_t anchor = rng.below(40);
        blocks.push_back({{0, line, 0}, number, anchor, {anchor, rng.below(3)}, rng.below(20) == 0});
      }
    Sorter sorter(workspace);
    std::string entry;
    for (const Block& block : blocks) {
      entry.clear();
      append_block(entry, block.anchor, block.hash, where(block.id), block.number, block.again);
      REQUIRE(sorter.add(entry).ok());
    }
    test::QuietDecider decider;
    BlockSieve sieve(workspace, decider);
    REQUIRE(sieve.read(sorter).ok());
    const auto table = sieve.table();
    REQUIRE(table.ok());
    SortedTable::Cursor cursor(*table);

    std::map<std::uint64_t, int> anchors;
    std::map<std::pair<std::uint64_t, std::uint64_t>, std::uint64_t> wholes, before;
    for (const Block& block : blocks) ++anchors[block.anchor], ++wholes[{block.hash.high, block.hash.low}];
    std::map<std::uint64_t, std::string> expected;  // by line
    std::uint64_t later = 0, most = 0;
    for (const Block& block : blocks) {
      const auto whole = std::pair(block.hash.high, block.hash.low);
      const bool is_later = before[whole]++ > 0;
      if (anchors[block.anchor] == 1 && !block.again) continue;
      const BlockFate fate = is_later            ? BlockFate::later_copy
                             : wholes[whole] > 1 ? BlockFate::first_copy
                                                 : BlockFate::open;
      append_be32(expected[block.id.line], block.number);
      expected[block.id.line] += static_cast<char>(fate);
      later += is_later;
    }
    for (const auto& [whole, n] : wholes) most = std::max(most, n);
    for (std::uint64_t line = 1; line <= 12; ++line) CHECK(value_of(cursor, {0, line, 0}) == expected[line]);
    CHECK(sieve.later_blocks() == later);
    if (most > 1) {
      REQUIRE_FALSE(sieve.most_repeated().empty());
      CHECK(sieve.most_repeated().front().copies == most);
    } else {
      CHECK(sieve.most_repeated().empty());
    }
    if (!expected.empty()) {
      const std::string row = expected.begin()->second;
      CHECK(peek_block_row(row).number == read_be32(row));
    }
  }
}

TEST_CASE("windows that equal one before them go, joined where they overlap") {
  base::Rng rng(4);
  for (int round = 0; round < 60; ++round) {
    test::MemoryFiles files;
    Workspace workspace(files, "tmp", 1u << 20);
    const std::size_t length = 1 + rng.below(4);
    const bool keep_first = round % 2 == 0;
    std::vector<std::vector<std::uint64_t>> windows(8);  // by line: the hash of each window
    for (auto& line : windows)
      for (std::uint64_t n = rng.below(12); n > 0; --n) line.push_back(rng.below(25));
    Sorter sorter(workspace);
    std::string entry;
    for (std::uint64_t line = 0; line < windows.size(); ++line)
      for (std::uint64_t at = 0; at < windows[line].size(); ++at) {
        entry.clear();
        append_window(entry, {windows[line][at], 9}, where({1, line, 0}), at);
        REQUIRE(sorter.add(entry).ok());
      }
    test::QuietDecider decider;
    RecordRows rows(workspace);
    REQUIRE(find_repeated_windows(sorter, length, keep_first, rows, decider).ok());
    const auto table = join_tokens(workspace, rows);
    REQUIRE(table.ok());
    SortedTable::Cursor cursor(*table);

    std::map<std::uint64_t, int> all;
    for (const auto& line : windows)
      for (const std::uint64_t hash : line) ++all[hash];
    std::set<std::uint64_t> seen;
    for (std::uint64_t line = 0; line < windows.size(); ++line) {
      std::vector<std::pair<std::uint64_t, std::uint64_t>> ranges;
      for (std::uint64_t at = 0; at < windows[line].size(); ++at) {
        const bool was = !seen.insert(windows[line][at]).second;
        if (!was && (keep_first || all[windows[line][at]] == 1)) continue;
        if (!ranges.empty() && at < ranges.back().second) ranges.back().second = at + length;
        else ranges.emplace_back(at, at + length);
      }
      std::string expected;
      for (const auto& [begin, end] : ranges) append_tokens(expected, begin, end);
      CHECK(value_of(cursor, {1, line, 0}) == expected);
    }
  }
}

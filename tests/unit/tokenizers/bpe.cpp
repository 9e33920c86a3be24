// Merging pairs: the scan for short words and the heap for long ones against the definition.
#include <map>
#include <optional>

#include "base/rng.h"
#include "support/catch.h"
#include "tokenizers/bpe_merger.h"
#include "tokenizers/byte_trie.h"
#include "tokenizers/vocabulary.h"

using namespace dsprep;
using namespace dsprep::tokenizers;

namespace {

using Pairs = std::map<std::pair<std::uint32_t, std::uint32_t>, Merge>;

// The lowest rank, the leftmost of equal ones, again and again.
std::vector<std::uint32_t> by_definition(const Pairs& pairs, std::vector<std::uint32_t> parts) {
  for (;;) {
    std::optional<std::size_t> best;
    std::uint32_t rank = Merge::none;
    for (std::size_t i = 0; i + 1 < parts.size(); ++i) {
      const auto found = pairs.find({parts[i], parts[i + 1]});
      if (found != pairs.end() && found->second.rank < rank) best = i, rank = found->second.rank;
    }
    if (!best) return parts;
    parts[*best] = pairs.at({parts[*best], parts[*best + 1]}).id;
    parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(*best) + 1);
  }
}

}  // namespace

TEST_CASE("bpe: short and long words are merged as defined") {
  base::Rng rng(3);
  for (int round = 0; round < 40; ++round) {
    Pairs pairs;
    const std::uint32_t letters = 2 + static_cast<std::uint32_t>(rng.below(4));
    std::uint32_t next = letters;
    for (std::uint32_t rank = 0; rank < 60; ++rank) {
      const auto left = static_cast<std::uint32_t>(rng.below(next)),
                 right = static_cast<std::uint32_t>(rng.below(next));
      if (pairs.count({left, right})) continue;
      pairs[{left, right}] = {rank, next + 300 * (rank % 2)};  // ids on both sides of the small table
      if (rank % 2 == 0) ++next;
    }
    PairTable table(pairs.size());
    for (const auto& [pair, merge] : pairs) table.add(pair.first, pair.second, merge);
    BpeMerger merger(table);
    for (const std::size_t size : {0u, 1u, 2u, 7u, 40u, 95u, 96u, 97u, 300u}) {
      std::vector<std::uint32_t> parts;
      for (std::size_t i = 0; i < size; ++i) parts.push_back(static_cast<std::uint32_t>(rng.below(letters)));
      const auto expected = by_definition(pairs, parts);
      merger.merge(parts);
      CHECK(parts == expected);
    }
  }
}

TEST_CASE("bpe: a word of a megabyte takes no quadratic time") {
  PairTable table(2);
  table.add(0, 0, {0, 1});
  table.add(1, 1, {1, 2});
  BpeMerger merger(table);
  std::vector<std::uint32_t> parts(1 << 20, 0);
  merger.merge(parts);
  CHECK(parts == std::vector<std::uint32_t>(1 << 18, 2));
}

TEST_CASE("byte trie: prefixes, the shortest first") {
  base::Rng rng(5);
  std::map<std::string, std::uint32_t> strings;
  for (int n = 0; n < 3000; ++n) {
    std::string text;
    for (std::uint64_t k = 1 + rng.below(6); k > 0; --k)
      text += static_cast<char>(rng.below(2) ? rng.below(256) : 'a' + rng.below(3));
    strings.emplace(text, n);
  }
  std::vector<std::pair<std::string_view, std::uint32_t>> all(strings.begin(), strings.end());
  const ByteTrie trie(all);
  for (int n = 0; n < 3000; ++n) {
    std::string text = all[rng.below(all.size())].first.data();
    for (std::uint64_t k = rng.below(4); k > 0; --k) text += static_cast<char>('a' + rng.below(3));
    std::vector<std::pair<std::size_t, std::uint32_t>> found, expected;
    trie.prefixes(text, [&](std::size_t size, std::uint32_t value) { found.emplace_back(size, value); });
    for (std::size_t size = 1; size <= text.size(); ++size)
      if (const auto known = strings.find(text.substr(0, size)); known != strings.end())
        expected.emplace_back(size, known->second);
    CHECK(found == expected);
  }
}

TEST_CASE("vocabulary: of equal tokens the last counts") {
  Vocabulary vocabulary;
  CHECK(!vocabulary.find("a"));
  for (std::uint32_t id = 0; id < 5000; ++id) vocabulary.add("t" + std::to_string(id % 4000), id);
  CHECK(vocabulary.size() == 4000);
  CHECK(vocabulary.ids() == 5000);
  CHECK(vocabulary.find("t999") == 4999);
  CHECK(vocabulary.find("t1000") == 1000);
  CHECK(!vocabulary.find("t4000"));
}

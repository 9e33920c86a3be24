#include "ops/clean/gopher_repetition/ngram_groups.h"

#include <map>

#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep;
using ops::gopher_repetition::NgramGroups;

namespace {

// Every n-gram by its words, for n up to 12: counts and first positions against NgramGroups.
void check_against_map(NgramGroups& groups, const std::vector<std::uint32_t>& ids, std::uint32_t distinct) {
  groups.start(ids, distinct);
  for (std::size_t n = 1; n <= 12; ++n) {
    if (n > 1) groups.next();
    REQUIRE(groups.n() == n);
    std::map<std::vector<std::uint32_t>, std::vector<std::uint32_t>> positions;
    const auto at = [&](std::size_t i) {
      return std::vector(ids.begin() + static_cast<std::ptrdiff_t>(i),
                         ids.begin() + static_cast<std::ptrdiff_t>(i + n));
    };
    for (std::size_t i = 0; i + n <= ids.size(); ++i) positions[at(i)].push_back(static_cast<std::uint32_t>(i));
    std::vector<std::uint32_t> repeated;
    for (std::size_t i = 0; i + n <= ids.size(); ++i) {
      const auto& all = positions[at(i)];
      const std::uint32_t group = groups.group_at(static_cast<std::uint32_t>(i));
      if (all.size() < 2) {
        REQUIRE(group == NgramGroups::single);
        continue;
      }
      repeated.push_back(static_cast<std::uint32_t>(i));
      REQUIRE(group != NgramGroups::single);
      REQUIRE(groups.groups()[group].count == all.size());
      REQUIRE(groups.groups()[group].first == all.front());
      REQUIRE(groups.group_at(all.front()) == group);
    }
    REQUIRE(std::vector(groups.repeated().begin(), groups.repeated().end()) == repeated);
  }
}

}  // namespace

TEST_CASE("n-gram groups are those of a map of n-grams") {
  base::Rng rng(21);
  NgramGroups groups;
  check_against_map(groups, {}, 0);
  check_against_map(groups, {0}, 1);
  check_against_map(groups, std::vector<std::uint32_t>(40, 0), 1);
  for (int round = 0; round < 300; ++round) {
    const auto distinct = static_cast<std::uint32_t>(1 + rng.below(round % 3 == 0 ? 3 : 60));
    std::vector<std::uint32_t> ids;
    while (ids.size() < rng.below(200)) {
      if (ids.size() > 20 && rng.below(4) == 0) {  // a stretch again
        const std::size_t from = rng.below(ids.size() - 15);
        for (std::size_t k = 0; k < 15; ++k) ids.push_back(ids[from + k]);
      } else {
        ids.push_back(static_cast<std::uint32_t>(rng.below(distinct)));
      }
    }
    check_against_map(groups, ids, distinct);
  }
}

TEST_CASE("n-gram groups of many words: the table of keys grows, and is used in several rounds") {
  base::Rng rng(22);
  std::vector<std::uint32_t> ids;
  const std::uint32_t distinct = 1500;
  for (std::size_t i = 0; i < 2'500'000; ++i) ids.push_back(static_cast<std::uint32_t>(rng.below(distinct)));
  NgramGroups groups;
  groups.start(ids, distinct);
  groups.next();
  std::vector<std::uint32_t> counts(std::size_t{distinct} * distinct), firsts(counts.size());
  for (std::size_t i = ids.size() - 1; i-- > 0;) {
    ++counts[std::size_t{ids[i]} * distinct + ids[i + 1]];
    firsts[std::size_t{ids[i]} * distinct + ids[i + 1]] = static_cast<std::uint32_t>(i);
  }
  std::size_t wrong = 0, repeated = 0;
  for (std::uint32_t i = 0; i + 1 < ids.size(); ++i) {
    const std::size_t key = std::size_t{ids[i]} * distinct + ids[i + 1];
    const std::uint32_t group = groups.group_at(i);
    repeated += counts[key] > 1;
    if (counts[key] < 2) wrong += group != NgramGroups::single;
    else
      wrong += group == NgramGroups::single || groups.groups()[group].count != counts[key] ||
               groups.groups()[group].first != firsts[key];
  }
  CHECK(wrong == 0);
  CHECK(groups.repeated().size() == repeated);
}

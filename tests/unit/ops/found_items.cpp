// What a record is told of what was found in it, and what the report tells of all records.
#include "ops/clean/decontaminate/found_items.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <vector>

#include "base/rng.h"
#include "ops/clean/decontaminate/known_items.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::ops::decontaminate;
using By = ItemMatch::By;

namespace {

std::string words_of(base::Rng& rng, std::size_t n, std::uint64_t vocabulary) {
  std::string text;
  for (std::size_t i = 0; i < n; ++i) text += (i ? " wo" : "wo") + std::to_string(rng.below(vocabulary));
  return text;
}

bool in_order(const ItemHit& a, const ItemHit& b) {
  return std::tie(a.by, a.element, a.begin, a.end, a.key, a.score) <
         std::tie(b.by, b.element, b.begin, b.end, b.key, b.score);
}

}  // namespace

TEST_CASE("KnownItems: items by set, and the texts that are not looked for") {
  ItemOptions options;
  options.min_words = 3;
  KnownItems known(options);
  const std::vector<std::string> both = {"水的沸点是多少摄氏度", "short one"}, again = {"水的沸点是多少摄氏度？"};
  known.start_set("physics");
  known.add({0, 4, 0}, "q4", both);
  known.start_set("chemistry");
  known.add({0, 1, 0}, "q1", {});
  known.add({0, 2, 0}, "q2", again);
  known.finish();
  REQUIRE(known.sets().size() == 2);
  CHECK(known.sets()[0].items == 1);
  CHECK(known.sets()[0].texts == 2);
  CHECK(known.sets()[0].too_short == 1);
  CHECK(known.sets()[0].repeated == 0);
  CHECK(known.sets()[1].items == 2);
  CHECK(known.sets()[1].texts == 1);
  CHECK(known.sets()[1].repeated == 1);
  REQUIRE(known.items().size() == 3);
  CHECK(known.items()[0].id == RecordId{0, 4, 0});
  CHECK(known.items()[2].set == 1);
  CHECK(known.items()[2].name == "q2");
}

TEST_CASE("FoundItems: the strongest evidence, the first of equals, stretches side by side as one") {
  ItemOptions options;
  options.ngram = 5;
  ItemIndex index(options);
  REQUIRE(index.add(7, "one two three") == ItemIndex::Added::yes);
  index.finish();
  FoundItems items(index, 0);
  const auto found = [&](std::vector<ItemHit> hits) {
    const auto& all = items.of(hits);
    REQUIRE(all.size() == 1);
    return all.at(7);
  };
  const ItemHit whole{By::whole, 0, 0, 50, 60, 1000}, near{By::near, 0, 0, 10, 20, 700};
  CHECK(found({whole, near}) == FoundItem{7, By::whole, 0, 50, 60, 1000});
  CHECK(found({near, {By::near, 0, 0, 30, 40, 700}}) == FoundItem{7, By::near, 0, 10, 20, 700});
  CHECK(found({near, {By::near, 0, 0, 30, 40, 701}}) == FoundItem{7, By::near, 0, 30, 40, 701});
  CHECK(found({near, {By::near, 0, 0, 15, 40, 900}, {By::near, 0, 0, 40, 45, 800}}) ==
        FoundItem{7, By::near, 0, 10, 45, 900});
  CHECK(found({near, {By::near, 1, 0, 12, 40, 700}}) == FoundItem{7, By::near, 0, 10, 20, 700});
  CHECK(items.of({}).empty());

  const FoundItem a{0, By::ngram, 1, 5, 9, 800};
  CHECK(stronger(a, {0, By::near, 0, 0, 9, 1000}));
  CHECK(stronger(a, {0, By::ngram, 0, 0, 9, 799}));
  CHECK(stronger(a, {0, By::ngram, 2, 0, 9, 800}));
  CHECK(stronger(a, {0, By::ngram, 1, 6, 9, 800}));
  CHECK_FALSE(stronger(a, a));
}

// The slow twin asks, for each item by itself, which hits speak for it.
TEST_CASE("FoundItems: on random texts, each item by the hits that speak for it") {
  base::Rng rng(22);
  std::size_t by_ngram = 0, refused = 0;
  for (int round = 0; round < 300; ++round) {
    ItemOptions options;
    options.ngram = 5;
    options.min_words = 2;
    options.near_words = 8;
    ItemIndex index(options);
    const std::uint64_t vocabulary = 2 + rng.below(4);
    for (std::uint32_t text = 0; text < 12; ++text) index.add(text / 2, words_of(rng, 2 + rng.below(14), vocabulary));
    index.finish();
    std::vector<ItemHit> hits;
    ItemIndex::Scratch scratch;
    for (std::uint32_t element = 0; element < 2; ++element) {
      std::vector<ItemMatch> matches;
      index.find(words_of(rng, rng.below(40), vocabulary), scratch, matches);
      for (const ItemMatch& match : matches)
        hits.push_back({match.by, element, match.key, match.begin, match.end,
                        static_cast<std::uint32_t>(match.score * 1000 + 0.5f)});
    }
    std::sort(hits.begin(), hits.end(), in_order);
    const double min_share = rng.below(2) ? 0 : 0.5;
    const auto found = FoundItems(index, min_share).of(hits);

    for (std::uint32_t item = 0; item < 6; ++item) {
      std::vector<ItemHit> speaking;
      for (std::uint32_t piece = 0; piece < index.pieces().size(); ++piece) {
        if (index.pieces()[piece].item != item) continue;
        const auto holds = [&](std::uint32_t key) {
          const auto pieces = index.pieces_of(key);
          return std::find(pieces.begin(), pieces.end(), piece) != pieces.end();
        };
        std::set<std::uint32_t> keys;
        for (const ItemHit& hit : hits)
          if (hit.by == By::ngram && holds(hit.key)) keys.insert(hit.key);
        const double share = keys.empty() ? 0 : static_cast<double>(keys.size()) / index.pieces()[piece].ngrams;
        for (ItemHit hit : hits) {
          if (hit.by == By::ngram ? !holds(hit.key) : hit.key != piece) continue;
          refused += hit.by == By::ngram && share < min_share;
          if (hit.by == By::ngram && share < min_share) continue;
          if (hit.by == By::ngram) hit.score = static_cast<std::uint32_t>(share * 1000 + 0.5);
          speaking.push_back(hit);
        }
      }
      const auto here = found.find(item);
      REQUIRE((here != found.end()) == !speaking.empty());
      if (speaking.empty()) continue;
      By strongest = By::near;
      for (const ItemHit& hit : speaking) strongest = std::min(strongest, hit.by);
      std::erase_if(speaking, [&](const ItemHit& hit) { return hit.by != strongest; });
      std::uint32_t score = 0;
      for (const ItemHit& hit : speaking) score = std::max(score, hit.score);
      const FoundItem& best = here->second;
      CHECK(best.by == strongest);
      CHECK(best.score == score);
      // Its stretch begins and ends with a hit, has one of the best score in it, and no hole.
      const auto within = [&](const ItemHit& hit) {
        return hit.element == best.element && best.begin <= hit.begin && hit.end <= best.end;
      };
      CHECK(std::any_of(speaking.begin(), speaking.end(),
                        [&](const ItemHit& hit) { return within(hit) && hit.begin == best.begin; }));
      CHECK(std::any_of(speaking.begin(), speaking.end(),
                        [&](const ItemHit& hit) { return within(hit) && hit.end == best.end; }));
      CHECK(std::any_of(speaking.begin(), speaking.end(),
                        [&](const ItemHit& hit) { return within(hit) && hit.score == score; }));
      for (std::uint32_t byte = best.begin; byte < best.end; ++byte)
        if (std::none_of(speaking.begin(), speaking.end(),
                         [&](const ItemHit& hit) { return within(hit) && hit.begin <= byte && byte <= hit.end; }))
          FAIL("nothing stands at byte " << byte);
      by_ngram += best.by == By::ngram;
    }
  }
  CHECK(by_ngram > 50);
  CHECK(refused > 50);
}

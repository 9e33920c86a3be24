#include "text/item_index.h"

#include <cmath>
#include <map>
#include <set>
#include <string>

#include "base/rng.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::text;

namespace {

std::string words_of(base::Rng& rng, std::size_t n, std::uint64_t vocabulary) {
  std::string text;
  for (std::size_t i = 0; i < n; ++i) text += (i ? " " : "") + std::string("w") + std::to_string(rng.below(vocabulary));
  return text;
}

}  // namespace

// The slow twin: every item against every place of the text, word by word.
TEST_CASE("ItemIndex: n-grams and whole items are those that comparing finds") {
  base::Rng rng(21);
  for (int round = 0; round < 300; ++round) {
    ItemOptions options;
    options.ngram = 5 + rng.below(9);
    options.min_words = 1 + rng.below(3);
    options.alone_below = 0;
    options.near = rng.below(2) == 0;
    ItemIndex index(options);
    const std::uint64_t vocabulary = 1 + rng.below(6);
    std::vector<LooseWords> items;                     // by piece
    for (std::uint32_t i = 0; i < 12; ++i) {
      const std::string text = words_of(rng, 1 + rng.below(20), vocabulary);
      if (index.add(i, text) != ItemIndex::Added::yes) continue;
      split_loose_words(text, items.emplace_back());
    }
    index.finish();
    const std::string text = words_of(rng, rng.below(60), vocabulary);
    LooseWords words;
    split_loose_words(text, words);
    using Place = std::tuple<std::uint32_t, std::uint32_t, std::uint32_t>;
    std::set<Place> expected_whole, expected_ngram, whole, ngram;
    for (std::uint32_t piece = 0; piece < items.size(); ++piece) {
      const auto& item = items[piece].hashes;
      for (const std::size_t run : {options.ngram, item.size()})
        for (std::size_t at = 0; at + run <= words.size(); ++at)
          for (std::size_t from = 0; from + run <= item.size(); ++from) {
            if (!std::equal(item.begin() + static_cast<std::ptrdiff_t>(from), item.begin() + static_cast<std::ptrdiff_t>(from + run), words.hashes.begin() + static_cast<std::ptrdiff_t>(at))) continue;
            const Place place{piece, words.spans[at].begin, words.spans[at + run - 1].end};
            if (run == options.ngram) expected_ngram.insert(place);
            if (run == item.size()) expected_whole.insert(place);
          }
    }
    ItemIndex::Scratch scratch;
    std::vector<ItemMatch> matches;
    index.find(text, scratch, matches);
    for (const ItemMatch& match : matches) {
      if (match.by == ItemMatch::By::whole) whole.insert({match.key, match.begin, match.end});
      if (match.by == ItemMatch::By::ngram)
        for (const std::uint32_t piece : index.pieces_of(match.key)) ngram.insert({piece, match.begin, match.end});
      if (match.by == ItemMatch::By::near) {
        CHECK(options.near);
        CHECK(match.score >= options.near_score - 1e-6);
        CHECK(match.begin < match.end);
      }
    }
    CHECK(whole == expected_whole);
    CHECK(ngram == expected_ngram);
  }
}

TEST_CASE("ItemIndex: an n-gram of very many items is a template") {
  ItemIndex index{ItemOptions{}};
  const std::string frame = "which of the following statements about the reign of the king is true namely the one about ";
  for (std::uint32_t i = 0; i < 40; ++i) CHECK(index.add(i, frame + "name" + std::to_string(i) + " and others") == ItemIndex::Added::yes);
  index.finish();
  const auto find = [&](const std::string& text) {
    ItemIndex::Scratch scratch;
    std::vector<ItemMatch> matches;
    index.find(text, scratch, matches);
    std::set<std::uint32_t> exact;
    for (const ItemMatch& match : matches) {
      if (match.by == ItemMatch::By::whole) exact.insert(match.key);
      if (match.by == ItemMatch::By::ngram)
        for (const std::uint32_t piece : index.pieces_of(match.key)) exact.insert(piece);
    }
    return exact;
  };
  CHECK(find("a b " + frame + "nobody") == std::set<std::uint32_t>{});
  CHECK(find("a b " + frame + "name7 and others c") == std::set<std::uint32_t>{7});
}

TEST_CASE("ItemIndex: near items of which two words were changed, left out or put in are found, with their score") {
  base::Rng rng(22);
  ItemOptions options;
  options.near_score = 0.3;
  for (int round = 0; round < 400; ++round) {
    ItemIndex index(options);
    const std::size_t n = 8 + rng.below(60);
    std::vector<std::string> item;
    std::string text;
    for (std::size_t i = 0; i < n; ++i) {
      item.push_back("w" + std::to_string(i));
      text += item.back() + " ";
    }
    CHECK(index.add(0, text) == ItemIndex::Added::yes);
    index.finish();
    std::size_t lost = 0;
    for (int k = 0; k < 2; ++k) {
      const std::size_t at = rng.below(item.size());
      switch (rng.below(3)) {
        case 0: lost += item[at][0] == 'w'; item[at] = "changed"; break;
        case 1: lost += item[at][0] == 'w'; item.erase(item.begin() + static_cast<std::ptrdiff_t>(at)); break;
        default: item.insert(item.begin() + static_cast<std::ptrdiff_t>(at), "inserted");
      }
    }
    std::string edited = "some words before ";
    for (const std::string& word : item) edited += word + " ";
    edited += "and behind";
    ItemIndex::Scratch scratch;
    std::vector<ItemMatch> matches;
    index.find(edited, scratch, matches);
    double best = 0;
    for (const ItemMatch& match : matches)
      if (match.by == ItemMatch::By::near) best = std::max(best, static_cast<double>(match.score));
    INFO(edited);
    // All words are equally rare here.
    CHECK(best == Approx(static_cast<double>(n - lost) / static_cast<double>(n)).epsilon(1e-5));
  }
}

TEST_CASE("ItemIndex: nothing to find, nothing to find it in, and text of one word repeated") {
  ItemIndex none{ItemOptions{}};
  none.finish();
  ItemIndex::Scratch scratch;
  std::vector<ItemMatch> matches;
  none.find("some text", scratch, matches);
  CHECK(matches.empty());
  ItemIndex index{ItemOptions{}};
  CHECK(index.add(0, "a a a a a a a a a a a a a a a a a a a a") == ItemIndex::Added::yes);
  CHECK(index.add(1, "A a a a a A a a a a a a a a a a a a a a") == ItemIndex::Added::known);
  CHECK(index.add(2, "two words") == ItemIndex::Added::too_short);
  index.finish();
  index.find("", scratch, matches);
  CHECK(matches.empty());
  std::string text;
  for (int i = 0; i < 100000; ++i) text += "a ";
  index.find(text, scratch, matches);
  CHECK(matches.size() > 99000);
  CHECK(matches.size() < 500000);
}

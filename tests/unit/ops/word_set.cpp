#include "ops/clean/gopher_quality/word_set.h"

#include <algorithm>
#include <set>

#include "support/catch.h"
#include "support/random_text.h"
#include "text/normalize.h"
#include "text/occurrences.h"

using namespace dsprep;
using ops::gopher_quality::WordSet;

TEST_CASE("WordSet: exact, and after lower-casing") {
  const std::vector<std::string> list = {"the", "of", "的", "étage", "of", "kelvin", "the the", "unquestionably"};
  const WordSet exact(list, false), lower(list, true);
  CHECK(exact.size() == 7);
  CHECK(exact.find("of") == 1);
  CHECK(exact.find("的") == 2);
  CHECK(exact.find("The") == WordSet::none);
  CHECK(exact.find("unquestionably") == 6);
  CHECK(lower.find("The") == 0);
  CHECK(lower.find("OF") == 1);
  CHECK(lower.find("ÉTAGE") == 3);
  CHECK(lower.find("\u212aELVIN") == 4);  // begins with the Kelvin sign, longer by two bytes
  CHECK(lower.find("UnQuestionAbly") == 6);
  CHECK(lower.find("off") == WordSet::none);
  CHECK(WordSet({"The"}, true).find("the") == 0);
  CHECK(WordSet().find("x") == WordSet::none);
  CHECK(WordSet().find("") == WordSet::none);
  CHECK(WordSet({}, true).find("é") == WordSet::none);
}

TEST_CASE("WordSet counts as a plain search does") {
  base::Rng rng(8);
  std::vector<std::uint8_t> seen;
  std::uint64_t found = 0;
  for (int round = 0; round < 400; ++round) {
    const bool lower = round % 2 == 0, ascii = round % 3 == 0;
    std::vector<std::string> list;
    for (std::uint64_t n = 1 + rng.below(round % 5 == 0 ? 300 : 60); list.size() < n;)
      list.push_back(test::random_text(rng, 1 + rng.below(round % 4 == 0 ? 30 : 3), ascii ? 100 : 60));
    std::string text;
    for (int i = 0; i < 60; ++i) {
      std::string word = rng.below(2) == 0 ? list[rng.below(list.size())]
                                           : test::random_text(rng, 1 + rng.below(12), ascii ? 100 : 60);
      if (rng.below(4) == 0)
        for (char& c : word) c = static_cast<char>(c >= 'a' && c <= 'z' ? c - 32 : c);
      text += word + " ";
    }
    TextView view;
    view.reset(text);
    std::vector<std::string> known;
    for (std::string word : list) {
      if (lower) text::to_lower(std::string(word), word);
      if (word.find('\0') == std::string::npos) known.push_back(word);
    }
    std::uint64_t all = 0;
    std::set<std::string> different;
    for (const TextSpan& span : view.words(WordModel::whitespace)) {
      std::string word(span.of(text));
      if (lower) text::to_lower(std::string(word), word);
      if (std::find(known.begin(), known.end(), word) == known.end()) continue;
      ++all;
      different.insert(word);
    }
    const auto counts = WordSet(list, lower).count(view, WordModel::whitespace, seen);
    REQUIRE(counts.all == all);
    REQUIRE(counts.distinct == different.size());
    for (const std::uint64_t enough : {1u, 2u, 7u}) {  // stopping early reaches what was asked for
      const auto some = WordSet(list, lower).count(view, WordModel::whitespace, seen, [&](const WordSet::Counts& c) {
        return c.distinct >= enough;
      });
      REQUIRE(some.all <= all);
      REQUIRE((some.distinct >= enough) == (different.size() >= enough));
    }
    found += all;
  }
  CHECK(found > 2000);
}

TEST_CASE("Occurrences do not overlap") {
  CHECK(text::count_occurrences(".....", "...") == 1);
  CHECK(text::count_occurrences("......", "...") == 2);
  CHECK(text::count_occurrences(". . . . .", ". . .") == 1);
  CHECK(text::count_occurrences("", "…") == 0);
  CHECK(text::count_occurrences("…a…", "…") == 2);
  CHECK(text::count_byte("#a##", '#') == 3);
}

#include "ops/clean/gopher_repetition/heaviest_pair.h"

#include <map>

#include "support/catch.h"
#include "support/random_text.h"

using namespace dsprep;

TEST_CASE("heaviest_pair: never less than the true weight, and for prose not far above it") {
  base::Rng rng(23);
  ops::gopher_repetition::HeaviestPair pair;
  for (int round = 0; round < 1500; ++round) {
    std::string text;
    const std::uint64_t kinds = 1 + rng.below(300);
    for (std::uint64_t n = rng.below(700); n > 0; --n) {
      const std::uint64_t word = rng.below(kinds);
      text += round % 3 == 0 ? test::random_text(rng, 1 + rng.below(9), 70)
                             : std::to_string(word) + std::string(word % 11, 'x');
      text += ' ';
    }
    TextView view;
    view.reset(text);
    const auto words = view.words(WordModel::whitespace);
    const auto facts = view.word_facts(WordModel::whitespace);
    std::map<std::string, std::uint64_t> weights;
    std::uint64_t heaviest = 0;
    for (std::size_t i = 1; i < words.size(); ++i) {
      std::uint64_t& weight = weights[std::string(words[i - 1].of(text)) + ' ' + std::string(words[i].of(text))];
      heaviest = std::max(heaviest, weight += facts[i - 1].chars + 1 + facts[i].chars);
    }
    const std::uint64_t bound = pair.weight(text, words, facts);
    INFO(text);
    REQUIRE(bound >= heaviest);
    if (words.size() > 200 && kinds > 50 && round % 3 != 0) REQUIRE(bound <= heaviest + text.size() / 20);
  }
  CHECK(pair.weight("", {}, {}) == 0);
}

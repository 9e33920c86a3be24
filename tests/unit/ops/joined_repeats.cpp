#include "ops/clean/gopher_repetition/joined_repeats.h"

#include <set>

#include "support/catch.h"
#include "support/random_text.h"

using namespace dsprep;

namespace {

std::uint64_t slow_repeated_chars(const TextView& view, std::size_t n) {
  const auto words = view.words(WordModel::whitespace);
  const auto facts = view.word_facts(WordModel::whitespace);
  std::set<std::string> seen;
  std::uint64_t chars = 0;
  for (std::size_t i = 0; i + n <= words.size();) {
    std::string run;
    std::uint64_t length = 0;
    for (std::size_t k = i; k < i + n; ++k) {
      run += words[k].of(view.text());
      length += facts[k].chars;
    }
    if (seen.insert(run).second) {
      ++i;
    } else {
      chars += length;
      i += n;
    }
  }
  return chars;
}

}  // namespace

TEST_CASE("Joined repeats are those of the plain scan") {
  base::Rng rng(31);
  ops::gopher_repetition::JoinedRepeats repeats;
  std::uint64_t found = 0;
  for (int round = 0; round < 600; ++round) {
    std::string text;
    const std::uint64_t kinds = 1 + rng.below(40), longest = 1 + rng.below(round % 4 == 0 ? 40 : 6);
    const std::size_t size = rng.below(1500);
    while (text.size() < size) {
      if (text.size() > 200 && rng.below(8) == 0) {
        std::size_t from = rng.below(text.size() - 100);
        while (text::is_continuation(text[from])) ++from;
        std::size_t end = from + 90;
        while (text::is_continuation(text[end])) ++end;
        text += text.substr(from, end - from);
      }
      for (std::uint64_t k = rng.below(longest); k-- > 0;)
        text += static_cast<char>('a' + rng.below(kinds > 26 ? 26 : kinds));
      if (rng.below(10) == 0) text += "中";
      text += ' ';
    }
    TextView view;
    view.reset(text);
    for (const std::size_t least : {1, 2, 5}) {
      repeats.start(text, view.words(WordModel::whitespace), least);
      for (std::size_t n = least; n <= 10; ++n) {
        const std::uint64_t chars = repeats.repeated_chars(n, view.word_facts(WordModel::whitespace));
        REQUIRE(chars == slow_repeated_chars(view, n));
        for (const std::size_t longer : {n, n + 3})
          REQUIRE(chars <= repeats.chars_at_most(longer, view.word_facts(WordModel::whitespace)));
        REQUIRE((chars == 0 || !repeats.none()));
        found += chars;
      }
    }
  }
  CHECK(found > 10'000);
}

TEST_CASE("Joined repeats do not see where words part") {
  TextView view;
  view.reset("ab c x a bc");
  ops::gopher_repetition::JoinedRepeats repeats;
  repeats.start(view.text(), view.words(WordModel::whitespace), 2);
  CHECK(repeats.repeated_chars(2, view.word_facts(WordModel::whitespace)) == 3);
}

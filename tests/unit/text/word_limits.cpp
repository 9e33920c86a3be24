#include "text/word_limits.h"

#include <string>

#include "support/catch.h"
#include "support/random_text.h"
#include "text/segment.h"
#include "text/space_at.h"

using namespace dsprep;

TEST_CASE("word_limits: words are counted no further than asked") {
  CHECK(text::has_words("", 0));
  CHECK_FALSE(text::has_words("", 1));
  CHECK_FALSE(text::has_words(" \xc2\xa0", 1));
  CHECK(
      text::has_words(" a\xc2\xa0"
                      "b ",
                      2));
  CHECK_FALSE(
      text::has_words(" a\xc2\xa0"
                      "b ",
                      3));
  CHECK(text::has_words("今天\xe3\x80\x80天气", 2));
}

TEST_CASE("word_limits: words are those of the splitter") {
  base::Rng rng(13);
  std::vector<TextSpan> words;
  for (int round = 0; round < 2000; ++round) {
    const std::string text = test::random_text(rng, rng.below(300), round % 2 ? 70 : 100);
    text::split_whitespace(text, words);
    INFO(text);
    for (std::uint64_t n = 0; n < 60; ++n) REQUIRE(text::has_words(text, n) == (words.size() >= n));
  }
}

TEST_CASE("word_limits: a longer word is found wherever it stands") {
  const auto slow = [](std::string_view text, std::uint64_t most) {
    std::uint64_t chars = 0;
    for (std::size_t i = 0; i < text.size();) {
      if (const std::size_t size = text::space_at(text, i)) {
        chars = 0;
        i += size;
        continue;
      }
      chars += static_cast<signed char>(text[i]) >= -64;
      if (chars > most) return true;
      ++i;
    }
    return false;
  };
  base::Rng rng(11);
  for (int round = 0; round < 2000; ++round) {
    const std::string text = test::random_text(rng, rng.below(200), 80);
    for (const std::uint64_t most : {1u, 3u, 7u, 20u, 100u}) {
      INFO(round << ' ' << most << ' ' << text);
      REQUIRE(text::has_longer_word(text, most) == slow(text, most));
    }
  }
  CHECK_FALSE(text::has_longer_word(std::string(1000, 'x'), 1000));
  CHECK(text::has_longer_word(std::string(1001, 'x'), 1000));
  std::string han;
  for (int i = 0; i < 1000; ++i) han += "字";
  CHECK_FALSE(text::has_longer_word(han, 1000));
  CHECK(text::has_longer_word(han + "字", 1000));
  CHECK(text::has_longer_word("a b " + han + "字 c", 1000));
}

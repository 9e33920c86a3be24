#include "text/trim.h"

#include "support/catch.h"
#include "support/random_text.h"
#include "text/segment.h"

using namespace dsprep;

TEST_CASE("Trimming cuts what white space words leave at the ends") {
  base::Rng rng(5);
  for (int round = 0; round < 2000; ++round) {
    const std::string text = test::random_text(rng, rng.below(12), 20);
    std::vector<TextSpan> words;
    text::split_whitespace(text, words);
    const std::string_view trimmed = text::trim(text);
    if (words.empty()) {
      REQUIRE(trimmed.empty());
    } else {
      REQUIRE(trimmed == std::string_view(text).substr(words.front().begin, words.back().end - words.front().begin));
      REQUIRE(text::trim_start(text) == std::string_view(text).substr(words.front().begin));
      REQUIRE(text::trim_end(text) == std::string_view(text).substr(0, words.back().end));
    }
  }
}

TEST_CASE("Trimming: white space of every width, and what only looks like it") {
  CHECK(text::trim("\u00a0\u1680\u2000\u200a\u2028\u202f\u205f\u3000\x1c \t x \u0085\u2029") == "x");
  CHECK(text::trim("\u200bx\ufeff") == "\u200bx\ufeff");
  CHECK(text::trim(" \n ").empty());
  CHECK(text::space_length("\u3000", 0) == 3);
  CHECK(text::space_length("\u0085", 0) == 2);
  CHECK(text::space_length("\u3001", 0) == 0);
}

#include <string>

#include "ops/clean/refinedweb_lines/counter_line.h"
#include "ops/clean/refinedweb_lines/fasttext_words.h"
#include "ops/clean/refinedweb_lines/line_case.h"
#include "support/catch.h"
#include "support/random_text.h"
#include "text/char_facts.h"
#include "text/python_case.h"

using namespace dsprep;

TEST_CASE("counter_line: what is a count and what is not") {
  for (const std::string_view line :
       {"3 likes", "1,204 Views", "  » 1.2K followers !!", "5m downloads", "9\u212a retweets", "٣ likes",
        "3\u00a0likes", "7..,, quotes", "- 12 BOO\u212aMARKS -"}) {
    INFO(line);
    CHECK(ops::refinedweb_lines::is_counter_line(line));
  }
  for (const std::string_view line : {"", "likes", "3likes", "3 likes this", "x 3 likes", "3 kk likes", "3 like",
                                      "3 k likes", "_3 likes", "3 likes_", "３"}) {
    INFO(line);
    CHECK_FALSE(ops::refinedweb_lines::is_counter_line(line));
  }
}

TEST_CASE("line_case and fasttext_words: fast as slow, on random texts") {
  base::Rng rng(31);
  for (int round = 0; round < 4000; ++round) {
    const std::string text = test::random_text(rng, rng.below(200), rng.below(2) == 0 ? 100 : 80);
    ops::refinedweb_lines::LineCase slow;
    std::uint64_t words = 0;
    bool after_cut = true;
    for (std::size_t i = 0; i < text.size();) {
      const char32_t c = text::decode(text, i);
      const std::uint8_t facts = text::char_facts()[c];
      ++slow.chars;
      slow.capitals += (facts & text::fact_upper) != 0;
      slow.digits += (facts & text::fact_digit) != 0;
      words += after_cut && (facts & text::fact_alnum);
      after_cut = c == 0 || c == ' ' || (c >= 9 && c <= 13);
    }
    const ops::refinedweb_lines::LineCase fast = ops::refinedweb_lines::count_line_case(text);
    INFO(text);
    REQUIRE(fast.chars == slow.chars);
    REQUIRE(fast.capitals == slow.capitals);
    REQUIRE(fast.digits == slow.digits);
    REQUIRE(ops::refinedweb_lines::count_fasttext_words(text) == words);
    if (words > 0) REQUIRE(ops::refinedweb_lines::count_fasttext_words(text, 1) == 1);
  }
}

TEST_CASE("char_facts: what Python says of single characters") {
  const auto facts = [](char32_t c) { return static_cast<int>(text::char_facts()[c]); };
  CHECK(facts('A') == (text::fact_upper | text::fact_alpha));
  CHECK(facts(0x2167) == (text::fact_upper | text::fact_numeric));  // Ⅷ
  CHECK(facts(0x1c5) == (text::fact_title | text::fact_alpha));     // ǅ
  CHECK(facts(0xb2) == (text::fact_digit | text::fact_numeric));    // ²
  CHECK(facts(0x663) == (text::fact_decimal | text::fact_digit | text::fact_numeric));
  CHECK(facts(0x4e09) == (text::fact_alpha | text::fact_numeric));  // 三
  CHECK(facts(0xbd) == text::fact_numeric);                         // ½
  CHECK(facts(0x24d0) == text::fact_lower);                         // ⓐ
  CHECK(facts(0x301) == 0);
  CHECK(facts('_') == text::fact_punct);
}

TEST_CASE("python_case: letters that re.IGNORECASE takes for others") {
  CHECK(text::folded_length("SIGN-IN", 0, "sign-in") == 7);
  CHECK(text::folded_length("x\u017f\u0131gn-\u0130n", 1, "sign-in") == 10);
  CHECK(text::folded_length("\u212a", 0, "k") == 3);
  CHECK(text::folded_length("sign-i", 0, "sign-in") == 0);
  CHECK(text::folded_length("", 0, "a") == 0);
}

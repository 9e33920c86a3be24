#include <string>

#include "ops/clean/c4/punkt_sentences.h"
#include "ops/clean/c4/spacy_sentences.h"
#include "support/catch.h"
#include "support/random_text.h"

using namespace dsprep;
using ops::c4::count_punkt_sentences;
using ops::c4::count_spacy_sentences;

// Expected counts are those NLTK 3.9.1 (English Punkt) and spaCy 3.8 (blank English, sentencizer) gave for these lines.
TEST_CASE("sentence counts: as the tools count") {
  struct Case {
    std::string_view line;
    std::uint64_t punkt, spacy;
  };
  const Case cases[] = {
#include "sentence_counts.inc"
  };
  for (const Case& c : cases) {
    INFO(c.line);
    CHECK(count_punkt_sentences(c.line) == c.punkt);
    CHECK(count_spacy_sentences(c.line) == c.spacy);
  }
}

TEST_CASE("sentence counts: words that cannot end a sentence are skipped, and nothing is missed by it") {
  base::Rng rng(17);
  const std::string_view bits[] = {"The",
                                   "river",
                                   " ",
                                   " ",
                                   " ",
                                   "  ",
                                   "\t",
                                   ".",
                                   ". ",
                                   "! ",
                                   "?",
                                   "...",
                                   "…",
                                   "Dr.",
                                   "a.m. ",
                                   "U.S.",
                                   "x.Y",
                                   "\"",
                                   "')",
                                   "(",
                                   "\xc2\xa0",
                                   "\xe3\x80\x80",
                                   "。",
                                   "।",
                                   "é",
                                   "今天",
                                   "http://a.B/c.D",
                                   "'s",
                                   "+1",
                                   "-",
                                   "3.5",
                                   "etc.",
                                   "😀",
                                   "§"};
  for (int round = 0; round < 20000; ++round) {
    std::string line;
    if (rng.below(3) == 0) line = test::random_text(rng, rng.below(80), 60);
    for (std::uint64_t n = rng.below(40); n > 0; --n) line += bits[rng.below(std::size(bits))];
    INFO(line);
    REQUIRE(count_spacy_sentences(line) == ops::c4::count_spacy_sentences_slowly(line));
    for (const std::uint64_t enough : {1u, 2u, 4u})
      REQUIRE((count_spacy_sentences(line, enough) >= enough) ==
              (ops::c4::count_spacy_sentences_slowly(line, enough) >= enough));
  }
}

TEST_CASE("sentence counts: stopping early reaches what was asked for, and no text makes them slow") {
  base::Rng rng(9);
  for (int round = 0; round < 3000; ++round) {
    std::string line = test::random_text(rng, rng.below(120), 60);
    for (std::uint64_t n = rng.below(6); n > 0; --n) line += ". A";
    const std::uint64_t punkt = count_punkt_sentences(line), spacy = count_spacy_sentences(line);
    for (const std::uint64_t enough : {1u, 2u, 3u, 5u}) {
      INFO(line);
      REQUIRE((count_punkt_sentences(line, enough) >= enough) == (punkt >= enough));
      REQUIRE((count_spacy_sentences(line, enough) >= enough) == (spacy >= enough));
    }
  }
  for (const std::string_view bit :
       {".", "!", ". ", "a. ", ".\xc2\xa0", "\".", "e\xcc\x81", "-", "a.b", "'s", "A.", "1.", "..a", ") ", "😀", "। "}) {
    std::string line;
    while (line.size() < 400'000) line += bit;
    CHECK(count_punkt_sentences(line) <= line.size());  // quadratic, these would take hours
    CHECK(count_spacy_sentences(line) <= line.size());
  }
}

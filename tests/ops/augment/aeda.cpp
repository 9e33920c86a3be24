#include <algorithm>
#include <string>
#include <vector>

#include "base/rng.h"
#include "support/augmented.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using namespace dsprep::test;

TEST_CASE("aeda: as many marks, at such places, as by AEDA's rule, in 10,000 sentences") {
  const std::string marks = ".;?:!,";
  for (const std::size_t words : {std::size_t{1}, std::size_t{3}, std::size_t{12}, std::size_t{40}}) {
    std::string input;
    for (int i = 0; i < 10'000; ++i) {
      std::string text = std::to_string(i);
      for (std::size_t w = 1; w < words; ++w) text.append(" w").append(std::to_string(w));
      input += record(text);
    }
    const RunOp run = run_op("aeda", "words = \"whitespace\"", input);
    REQUIRE(run.error == "");
    std::vector<double> counts(words + 2), places(words + 1), kinds(6), peer_counts(words + 2), peer_places(words + 1),
        flat(6, 1000);
    for (const std::string& line : lines_of(run.output)) {
      if (line.find("_dsprep") == std::string::npos) continue;
      const std::string text = text_of(line);
      std::size_t word = 0, n = 0;
      for (std::size_t at = 0; at < text.size();) {
        const std::size_t end = std::min(text.find(' ', at), text.size());
        if (const std::size_t kind = marks.find(text[at]); kind != marks.npos && end == at + 1) {
          ++n;
          ++places[word];
          ++kinds[kind];
        } else {
          ++word;
        }
        at = end + 1;
      }
      CHECK(word == words);
      ++counts[n];
    }
    // aeda_nlp code/aeda.py, insert_punctuation_marks.
    base::Rng rng(11);
    for (int i = 0; i < 10'000; ++i) {
      const std::size_t q = 1 + rng.below(static_cast<std::size_t>(0.3 * static_cast<double>(words) + 1));
      std::vector<std::size_t> all(words);
      for (std::size_t w = 0; w < words; ++w) all[w] = w;
      rng.shuffle(all);
      ++peer_counts[q];
      for (std::size_t k = 0; k < q; ++k) ++peer_places[all[k]];
    }
    INFO(words << " words");
    CHECK(counts[0] == 0);
    CHECK(places[words] == 0);  // never behind the last word
    if (words > 3) {
      CHECK(same_distribution(counts, peer_counts));
      CHECK(same_distribution(places, peer_places));
    } else {
      CHECK(counts[1] == 10'000);
    }
    CHECK(same_distribution(kinds, flat));
  }
}

TEST_CASE("aeda: marks are those of the script, and nothing but marks is new") {
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    for (const std::string& made : versions("aeda", "copies = 3", "我爱北京天安门，今天很好", seed)) {
      std::string rest = made;
      for (const char* mark : {"。", "；", "？", "：", "！", "，"})
        for (std::size_t at; (at = rest.find(mark)) != rest.npos;) rest.erase(at, 3);
      CHECK(rest == "我爱北京天安门今天很好");
    }
    for (const std::string& made : versions("aeda", "copies = 3", "(one) two\nthree, four", seed)) {
      std::string letters, before;
      for (const char c : made) letters += std::isalpha(static_cast<unsigned char>(c)) ? std::string(1, c) : "";
      CHECK(letters == "onetwothreefour");
      CHECK(made.find('\n') != made.npos);
    }
    for (const std::string& made : versions("aeda", "copies = 2", "مرحبا بالعالم", seed))
      CHECK(made.find_first_of(",;?") == made.npos);
  }
}

TEST_CASE("aeda: careless parameters and texts") {
  check_careless("aeda", "?! …");
  CHECK(run_op("aeda", "rate = 2", record("a b c")).error != "");
  CHECK(versions("aeda", "rate = 0", "one two three four five six").size() == 2);  // one mark
  CHECK(versions("aeda", "copies = 200", "one").size() == 7);
}

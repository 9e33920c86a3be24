#include <algorithm>
#include <string>
#include <vector>

#include "base/rng.h"
#include "support/augmented.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

std::vector<std::string> split(const std::string& text) {
  std::vector<std::string> words;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find(' ', at), text.size());
    words.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return words;
}

// EDA's rule as published (eda_nlp code/eda.py, random_deletion): how many words it deletes.
std::size_t published(std::size_t words, double p, base::Rng& rng) {
  if (words == 1) return 0;
  std::size_t kept = 0;
  for (std::size_t i = 0; i < words; ++i) kept += rng.uniform() > p;
  return kept == 0 ? words - 1 : words - kept;
}

}  // namespace

TEST_CASE("random_delete: as many words go as by EDA's rule, in 10,000 sentences") {
  for (const auto& [words, rate] : {std::pair<std::size_t, double>{12, 0.1}, {5, 0.5}, {3, 0.9}, {30, 0.05}}) {
    std::string input;
    for (int i = 0; i < 10'000; ++i) {
      std::string text = std::to_string(i);
      for (std::size_t w = 1; w < words; ++w) text.append(" w").append(std::to_string(w));
      input += record(text);
    }
    const RunOp run = run_op("random_delete", "rate = " + std::to_string(rate), input);
    REQUIRE(run.error == "");
    std::vector<double> ours(words), peer(words);
    for (const std::string& line : lines_of(run.output))
      if (line.find("_dsprep") != std::string::npos) ++ours[words - split(text_of(line)).size()];
    // A sentence that it does not change is none of its augmented ones here.
    base::Rng rng(7);
    for (int i = 0; i < 10'000;) {
      const std::size_t n = published(words, rate, rng);
      if (n > 0) ++peer[n], ++i;
    }
    INFO(words << " words at " << rate);
    CHECK(ours[0] == 0);
    CHECK(same_distribution(ours, peer));
  }
}

TEST_CASE("random_delete: what is left is the parent without some words, byte for byte") {
  const std::string text = "The (quick) brown fox, as ever: jumps  over\tthe lazy dog; twice!";
  for (std::uint64_t seed = 0; seed < 100; ++seed)
    for (const std::string& made : versions("random_delete", "rate = 0.3\ncopies = 2", text, seed)) {
      std::size_t at = 0;
      for (const char c : made) {
        while (at < text.size() && text[at] != c) ++at;
        CHECK(at < text.size());
        ++at;
      }
      std::string marks, before;
      for (const char c : made) marks += std::ispunct(static_cast<unsigned char>(c)) ? std::string(1, c) : "";
      for (const char c : text) before += std::ispunct(static_cast<unsigned char>(c)) ? std::string(1, c) : "";
      CHECK(marks == before);
    }
}

TEST_CASE("random_delete: white space goes with its word") {
  const auto only = [](const std::string& text, const std::string& kept) {
    // All but what is protected goes.
    const auto made = versions("random_delete", "rate = 1\nwords = \"uax29\"\nprotect = [\"" + kept + "\"]", text);
    REQUIRE(made.size() == 2);
    return made[1];
  };
  CHECK(only("a b c", "a") == "a");
  CHECK(only("a b c", "b") == "b");
  CHECK(only("a b c", "c") == "c");
  CHECK(only("a b, c d", "[ad]") == "a, d");
  CHECK(only("Red, green; blue", "Red") == "Red,;");
  CHECK(only("one\ntwo three\nfour", "four|two") == "\ntwo\nfour");
  CHECK(only("我爱北京", "我") == "我");
}

TEST_CASE("random_delete: never all words, in no script") {
  for (const std::string text : {"one two three", "我爱北京天安门", "ฉันรักประเทศไทย", "مرحبا بالعالم", "a b"})
    for (std::uint64_t seed = 0; seed < 20; ++seed) {
      const auto made = versions("random_delete", "rate = 1", text, seed);
      REQUIRE(made.size() == 2);
      CHECK(made[1] != "");
      CHECK(made[1].size() < text.size());
    }
}

TEST_CASE("random_delete: careless parameters and texts") {
  check_careless("random_delete", "One!");
  for (const char* params : {"rate = 0", "rate = 1.01", "words = \"jieba\""}) {
    INFO(params);
    CHECK(run_op("random_delete", params, record("a b c")).error != "");
  }
}

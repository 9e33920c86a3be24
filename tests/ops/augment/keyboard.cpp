#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "support/augmented.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

// All that a letter may become.
std::set<std::string> become(const std::string& letter, const std::string& params) {
  const auto all = versions("keyboard", "copies = 200\n" + params, letter);
  return {all.begin() + 1, all.end()};
}

using Keys = std::set<std::string>;

}  // namespace

TEST_CASE("keyboard: neighbours of each layout") {
  CHECK(become("f", "") == Keys{"d", "g", "r", "t", "c", "v"});
  CHECK(become("F", "") == Keys{"D", "G", "R", "T", "C", "V"});
  CHECK(become("a", "") == Keys{"q", "w", "s", "z"});
  CHECK(become("p", "") == Keys{"o", "l"});
  CHECK(become("p", "keys = \"all\"") == Keys{"o", "[", "l", ";", "0", "-"});
  CHECK(become("P", "keys = \"all\"") == Keys{"O", "{", "L", ":", ")", "_"});
  CHECK(become("z", "layout = \"de\"") == Keys{"t", "u", "g", "h"});
  CHECK(become("ö", "layout = \"de\"") == Keys{"l", "ä", "p", "ü"});
  CHECK(become("Ö", "layout = \"de\"") == Keys{"L", "Ä", "P", "Ü"});
  CHECK(become("a", "layout = \"fr\"") == Keys{"z", "q", "é"});
  CHECK(become("m", "layout = \"fr\"") == Keys{"l", "ù", "p"});
  CHECK(become("ñ", "layout = \"es\"") == Keys{"l", "p"});
}

TEST_CASE("keyboard: letters alone change, one for one") {
  const std::string text = "Hello, 12 World! 今天 Привет e\u0301 👍";
  for (std::uint64_t seed = 0; seed < 50; ++seed) {
    const auto texts = versions("keyboard", "rate = 0.5\ncopies = 2", text, seed);
    REQUIRE(texts.size() == 3);
    for (const std::string& made : texts) {
      REQUIRE(made.size() == text.size());
      for (std::size_t i = 0; i < text.size(); ++i)
        if (made[i] != text[i]) CHECK((std::isalpha(static_cast<unsigned char>(text[i])) && i < 17));
    }
  }
}

TEST_CASE("keyboard: every letter is as likely as the others, and errors come at the rate") {
  std::string input;
  for (int i = 0; i < 10'000; ++i) input += record(std::to_string(i) + " abcdefghijklmnopqrst");
  const RunOp run = run_op("keyboard", "rate = 0.1", input);
  std::vector<double> by_count(21), by_place(20), expected(21), flat(20, 500);
  for (const std::string& line : lines_of(run.output)) {
    if (line.find("_dsprep") == std::string::npos) continue;
    const std::string text = text_of(line), letters = text.substr(text.find(' ') + 1);
    std::size_t n = 0;
    for (std::size_t i = 0; i < 20; ++i)
      if (letters[i] != static_cast<char>('a' + i)) ++n, ++by_place[i];
    ++by_count[n];
  }
  // Binomial of 20 letters at 0.1; where none is drawn, one is.
  double p = 10'000 * std::pow(0.9, 20);
  for (std::size_t n = 0; n <= 20; ++n) {
    expected[n] = p;
    p *= static_cast<double>(20 - n) / static_cast<double>(n + 1) / 9;
  }
  expected[1] += expected[0];
  expected[0] = 0;
  CHECK(by_count[0] == 0);
  double chi2 = 0, rest = 0, rest_expected = 0;
  for (std::size_t n = 1; n <= 20; ++n) {
    if (n < 6) chi2 += (by_count[n] - expected[n]) * (by_count[n] - expected[n]) / expected[n];
    else rest += by_count[n], rest_expected += expected[n];
  }
  chi2 += (rest - rest_expected) * (rest - rest_expected) / rest_expected;
  INFO(chi2);
  CHECK(is_likely(chi2, 5));
  CHECK(same_distribution(by_place, flat));
}

TEST_CASE("keyboard: careless parameters and texts") {
  check_careless("keyboard", "今天 123");
  for (const char* params : {"rate = 0", "rate = 2", "layout = \"dvorak\"", "layout = \"EN\"", "keys = \"\""}) {
    INFO(params);
    CHECK(run_op("keyboard", params, record("abc")).error != "");
  }
  CHECK(run_op("keyboard", "layout = \"dee\"", record("abc")).error.find("de") != std::string::npos);
}

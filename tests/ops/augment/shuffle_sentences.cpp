#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "support/augmented.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "support/sentences.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

std::vector<std::string> sorted(std::vector<std::string> v) {
  std::sort(v.begin(), v.end());
  return v;
}

}  // namespace

TEST_CASE("shuffle_sentences: sentences change places, and nothing else does") {
  std::set<std::string> seen;
  for (std::uint64_t seed = 0; seed < 100; ++seed)
    for (const std::string& text : {english, chinese}) {
      const auto made = versions("shuffle_sentences", "copies = 2", text, seed);
      REQUIRE(made.size() >= 2);
      for (const std::string& one : made) {
        CHECK(one.size() == text.size());
        CHECK(sorted(sentences_of(one)) == sorted(sentences_of(text)));
        if (text == english) CHECK(one.find('\n') != one.npos);
        else seen.insert(one);
      }
    }
  CHECK(seen.size() == 6);  // every order of three
  for (std::uint64_t seed = 0; seed < 30; ++seed) {
    const auto made = versions("shuffle_sentences", "mode = \"pair\"", chinese, seed);
    REQUIRE(made.size() == 2);
    CHECK((made[1] == "我们去公园！天气很好。你呢？" || made[1] == "天气很好。你呢？我们去公园！"));
  }
  check_careless("shuffle_sentences", "One sentence alone.");
  CHECK(run_op("shuffle_sentences", "mode = \"left\"", record(english)).error != "");
}

TEST_CASE("shuffle_sentences: every order is as likely") {
  std::string input;
  for (int i = 0; i < 6000; ++i) input += record("A b. C d. N" + std::to_string(i) + " e.");
  std::vector<double> orders(5), flat(5, 1200);
  const RunOp run = run_op("shuffle_sentences", "", input);
  const std::vector<std::string> all = {"ACN", "ANC", "CAN", "CNA", "NAC", "NCA"};
  double unchanged = 6000;
  for (const std::string& line : lines_of(run.output)) {
    if (line.find("_dsprep") == std::string::npos) continue;
    std::string order;
    for (const std::string& sentence : sentences_of(text_of(line)))
      order += sentence[0] == 'A' || sentence[0] == 'C' ? sentence[0] : 'N';
    const auto at = std::find(all.begin() + 1, all.end(), order);
    REQUIRE(at != all.end());
    ++orders[static_cast<std::size_t>(at - all.begin()) - 1];
    --unchanged;
  }
  CHECK(same_distribution(orders, flat));
  CHECK(unchanged < 60);  // (1/6)³ of them
}

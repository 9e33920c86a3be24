// shuffle_sentences, crop, reverse: what they have in common is that units stay whole.
#include <algorithm>
#include <set>
#include <string>
#include <vector>

#include "support/augmented.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "text/segment.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

std::vector<std::string> sentences_of(const std::string& text) {
  std::vector<TextSpan> spans;
  text::split_sentences(text, spans);
  std::vector<std::string> all;
  for (const TextSpan& span : spans) all.emplace_back(span.of(text));
  return all;
}

std::vector<std::string> sorted(std::vector<std::string> v) {
  std::sort(v.begin(), v.end());
  return v;
}

const std::string english = "One came.  Two went!\nThree stayed? Four.";
const std::string chinese = "天气很好。我们去公园！你呢？";

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

TEST_CASE("crop: a run of sentences or words, as it stands in the text") {
  std::set<std::string> seen;
  for (std::uint64_t seed = 0; seed < 60; ++seed) {
    const auto made = versions("crop", "copies = 2", english, seed);
    for (std::size_t i = 1; i < made.size(); ++i) {
      CHECK(english.find(made[i]) != english.npos);
      CHECK(sentences_of(made[i]).size() == 2);
      seen.insert(made[i]);
    }
  }
  CHECK(seen == std::set<std::string>{"One came.  Two went!", "Two went!\nThree stayed?", "Three stayed? Four."});
  for (std::uint64_t seed = 0; seed < 20; ++seed) {
    const std::string one = versions("crop", "keep = 0.34", chinese, seed)[1];
    CHECK((one == "天气很好。" || one == "我们去公园！" || one == "你呢？"));
    const std::string words = versions("crop", "unit = \"words\"\nkeep = 0.7", "(the quick) brown fox.", seed)[1];
    CHECK((words == "(the quick" || words == "quick) brown" || words == "brown fox."));
  }
  check_careless("crop", "One sentence alone.");
  CHECK(versions("crop", "keep = 0", "A b. C d.").size() == 2);  // one stays
  CHECK(versions("crop", "keep = 1", "A b. C d.").size() == 2);  // one goes
  CHECK(run_op("crop", "unit = \"graphemes\"", record(english)).error != "");
  const RunOp kept = run_op("crop", "copies = 5\nprotect = [\"Four\"]", record(english));
  for (const std::string& line : lines_of(kept.output)) CHECK(text_of(line).find("Four") != std::string::npos);
}

TEST_CASE("reverse: words, graphemes, sentences, and back again") {
  const auto reversed = [](const std::string& params, const std::string& text) {
    const auto made = versions("reverse", params, text);
    return made.size() == 2 ? made[1] : "";
  };
  CHECK(reversed("", "Red, green; blue.") == "blue, green; Red.");
  CHECK(reversed("", "我爱北京。") == "北京爱我。");
  CHECK(reversed("unit = \"sentences\"", chinese) == "你呢？我们去公园！天气很好。");
  const std::string graphemes = "unit = \"graphemes\"";
  CHECK(reversed(graphemes, "abc") == "cba");
  CHECK(reversed(graphemes, "e\u0301a 👨‍👩‍👧🇨🇳\r\nกำ각") ==
        "각กำ\r\n🇨🇳👨‍👩‍👧 ae\u0301");
  for (const std::string& text : {english, chinese, std::string("Née 👩‍👧 ok. Go on.")})
    for (const std::string params : {"", "unit = \"sentences\"", "unit = \"graphemes\""})
      CHECK(reversed(params, reversed(params, text)) == text);
  CHECK(versions("reverse", "protect = [\"b\"]", "a b c d")[1] == "d b c a");
  CHECK(versions("reverse", graphemes, "abba").size() == 1);
  check_careless("reverse", "One!");
  CHECK(run_op("reverse", "copies = 2", record("a b")).error.find("one reversal") != std::string::npos);
}

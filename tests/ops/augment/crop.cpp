#include <set>
#include <string>
#include <vector>

#include "support/augmented.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "support/sentences.h"

using namespace dsprep;
using namespace dsprep::test;

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

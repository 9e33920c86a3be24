#include <string>
#include <vector>

#include "support/augmented.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "support/sentences.h"

using namespace dsprep;
using namespace dsprep::test;

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

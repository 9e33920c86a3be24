#include <vector>

#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"
#include "text/regex.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

bool keeps(std::string_view params, std::string_view text) {
  const test::RunOp run = run_op("matches", params, record(text));
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  return run.output == record(text);
}

// The rule that dropped the first dropped record: "rule value limit note".
std::string why(const test::RunOp& run) {
  const Value failed = Value(std::string_view(run.dropped).substr(0, run.dropped.find('\n')))["_dsprep"]["failed"];
  if (failed.size() != 1) return "no one rule: " + run.dropped;
  const Value rule = failed.at(0);
  return rule["rule"].text().value() + " " + std::to_string(rule["value"].integer().value_or(-1)) + " " +
         std::to_string(rule["limit"].integer().value_or(-1)) + " " + rule["note"].text().value_or("-");
}

}  // namespace

TEST_CASE("matches: drops or keeps what matches") {
  CHECK_FALSE(keeps("patterns = [\"b+\"]", "abbc"));
  CHECK(keeps("patterns = [\"b+\"]", "ac"));
  CHECK(keeps("patterns = [\"b+\"]\nmode = \"keep\"", "abbc"));
  CHECK_FALSE(keeps("patterns = [\"b+\"]\nmode = \"keep\"", "ac"));
  CHECK_FALSE(keeps("patterns = [\"x\", \"b+\"]", "abbc"));
  CHECK(keeps("patterns = [\"x\", \"y\"]", "abbc"));
  CHECK(keeps("patterns = \"^b\"", "ab\nb"));
  CHECK_FALSE(keeps("patterns = \"(?m)^b\"", "ab\nb"));
}

TEST_CASE("matches: Unicode") {
  CHECK_FALSE(keeps("patterns = ['\\p{Han}']", "abc 中"));
  CHECK(keeps("patterns = ['\\p{Han}']", "abc かな"));
  CHECK_FALSE(keeps("patterns = ['^.$']", "😀"));
  CHECK_FALSE(keeps("patterns = [\"МОСКВА\"]\nignore_case = true", "в Москва-сити"));
  CHECK_FALSE(keeps("patterns = [\"ΣΟΦΟΣ\", \"none\"]\nignore_case = true", "σοφος"));
  CHECK(keeps("patterns = [\"МОСКВА\"]", "москва"));
  CHECK_FALSE(keeps("patterns = [\"مرحبا\"]", "قال مرحبا بكم"));
}

TEST_CASE("matches: what dropped a record is told") {
  CHECK(why(run_op("matches", "patterns = [\"b+\"]", record("abb"))) == "matched 1 1 b+");
  CHECK(why(run_op("matches", "patterns = [\"x\", \"b+\", \"a\", \"bb\"]\nmin_matches = 2", record("abb"))) ==
        "matched 3 2 b+ (and 2 more)");
  CHECK(why(run_op("matches", "patterns = [\"b+\"]\nmode = \"keep\"", record("ac"))) == "unmatched 0 1 -");
  CHECK(why(run_op("matches", "patterns = [\"a\", \"b\"]\nmode = \"keep\"\nmin_matches = 2", record("ac"))) ==
        "unmatched 1 2 a");
}

TEST_CASE("matches: a pattern counts once, however often it is found") {
  CHECK(keeps("patterns = [\"a\", \"b\"]\nmin_matches = 2", "aaaa"));
  CHECK_FALSE(keeps("patterns = [\"a\", \"b\"]\nmin_matches = 2", "aaab"));
}

TEST_CASE("matches: one pattern and many agree with trying each by itself") {
  const std::vector<std::string> patterns = {"ab", "b.c", "^a", "c$", "[^a]{3}", "中|ca", "(?i)B{2}"};
  base::Rng rng(7);
  const std::vector<std::string> letters = {"a", "b", "c", "B", "中", "\n"};
  std::string input;
  std::vector<std::string> texts;
  for (int i = 0; i < 500; ++i) {
    std::string text;
    for (std::uint64_t n = rng.below(8); n > 0; --n) text += letters[rng.below(letters.size())];
    texts.push_back(text);
    input += record(text);
  }
  for (int least = 1; least <= 3; ++least) {
    std::string expected;
    for (const std::string& text : texts) {
      int found = 0;
      for (const std::string& pattern : patterns) found += text::Regex::make(pattern)->found_in(text);
      if (found < least) expected += record(text);
    }
    const test::RunOp run = run_op("matches", R"(patterns = ["ab", "b.c", "^a", "c$", "[^a]{3}", "中|ca", "(?i)B{2}"]
min_matches = )" + std::to_string(least),
                                   input);
    CHECK(run.error == "");
    CHECK(run.output == expected);
  }
}

TEST_CASE("matches: patterns from a file") {
  test::RunHow how;
  how.files["bad.txt"] = "\xEF\xBB\xBF# comment\r\n\r\n  \nlorem ipsum\r\n  # another\n\\#tag\n";
  const auto keeps_with = [&](std::string_view text) {
    const test::RunOp run = run_op("matches", "file = \"bad.txt\"", record(text), how);
    REQUIRE(run.error == "");
    return run.output == record(text);
  };
  CHECK_FALSE(keeps_with("so: lorem ipsum."));
  CHECK_FALSE(keeps_with("a #tag"));
  CHECK(keeps_with("# comment"));
  CHECK(keeps_with("lorem  ipsum"));
  CHECK(why(run_op("matches", "file = \"bad.txt\"\npatterns = [\"zebra\"]", record("#tag"), how)) ==
        "matched 1 1 \\#tag");
}

TEST_CASE("matches: mistakes are refused and say where") {
  test::RunHow how;
  how.files["bad.txt"] = "fine\n\n(open\n";
  how.files["empty.txt"] = "# nothing\n";
  CHECK(run_op("matches", "file = \"bad.txt\"", "", how).error.find("bad.txt:3: ") != std::string::npos);
  CHECK(run_op("matches", "file = \"empty.txt\"", "", how).error.find("there is no pattern") != std::string::npos);
  CHECK(run_op("matches", "", "").error.find("there is no pattern") != std::string::npos);
  CHECK(run_op("matches", "patterns = [\"a\", \"b[\"]", "").error.find("b[") != std::string::npos);
  CHECK(run_op("matches", "patterns = [\"a\"]\nmin_matches = 2", "").error.find("more than there are patterns (1)") !=
        std::string::npos);
  CHECK(run_op("matches", "file = \"missing.txt\"", "", how).error.find("missing.txt") != std::string::npos);
}

TEST_CASE("matches: elements are searched joined by LF; what is not text is malformed") {
  const std::string line = "{\"m\":[\"ab\",\"cd\"]}\n";
  CHECK(run_op("matches", "field = \"/m/*\"\npatterns = ['b\\nc']", line).output == "");
  CHECK(run_op("matches", "field = \"/m/*\"\npatterns = ['bc']", line).output == line);
  const test::RunOp run = run_op("matches", "patterns = [\"a\"]", "{\"text\":null}\n");
  CHECK(run.malformed.find("field /text is null, not text") != std::string::npos);
}

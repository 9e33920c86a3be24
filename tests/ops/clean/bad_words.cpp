#include "support/judged.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {
double count(const std::string& params, std::string_view text) {
  return measured("bad_words", params, "max_count", text);
}
const std::string ass = "entries = [\"ass\", \"big ass\", \"Öl\"]";
}  // namespace

TEST_CASE("bad_words: whole words, in any case") {
  CHECK(count(ass, "ASS!") == 1);
  CHECK(count(ass, "class assets, bass") == 0);
  CHECK(count(ass, "ass_1 1ass assé") == 0);
  CHECK(count(ass, "ass\u0301 -ass- \nass") == 3);  // a mark ends a word, as it does for C4
  CHECK(count(ass, "ÖL öl Öls") == 2);
  CHECK(count(ass, "") == 0);
  CHECK(count(ass, "中ass文") == 0);
}

TEST_CASE("bad_words: counted from left to right, the first to end, the longest of these, no overlaps") {
  CHECK(count(ass, "big ass") == 1);
  CHECK(count("entries = [\"a b\", \"b c\"]", "a b c b c") == 2);
  CHECK(count("entries = [\"aa\"]\nmatch = \"substring\"", "aaaaa") == 2);
}

TEST_CASE("bad_words: scripts without spaces are searched anywhere; match says otherwise") {
  CHECK(count("entries = [\"赌场\", \"casino\"]", "澳门赌场casinos") == 1);
  CHECK(count("entries = [\"赌场\", \"casino\"]\nmatch = \"word\"", "澳门赌场 赌场！") == 1);
  CHECK(count("entries = [\"赌场\", \"casino\"]\nmatch = \"substring\"", "澳门赌场casinos") == 2);
  CHECK(count("entries = [\"ร้าย\"]", "คนร้ายมาก") == 1);
}

TEST_CASE("bad_words: the lists, less what is allowed") {
  CHECK(count("languages = [\"en\"]", "what the fuck") == 1);
  CHECK(count("languages = [\"zh\"]", "性格很好，性能也好") == 0);  // 性 is allowed
  CHECK(count("languages = [\"zh\"]\nallow = []", "性格很好，性能也好") == 2);
  CHECK(count("languages = [\"ja\"]", "女の子と男の子") == 0);
  CHECK(count("languages = [\"es\"]", "cabrón") == 1);  // listed with a capital
  CHECK(count("languages = [\"en\"]\nallow = [\"FUCK\"]", "what the fuck") == 0);
}

TEST_CASE("bad_words: limits, and the word that was found") {
  CHECK(kept("bad_words", ass + "\nmax_count = 1", "ass, he said"));
  const RunOp run = run_op("bad_words", ass, record("what an Ass"));
  CHECK(run.dropped.find("{\"rule\":\"max_count\",\"value\":1,\"limit\":0,\"note\":\"ass\"}") != std::string::npos);
  CHECK(failed("bad_words", ass + "\nmax_count = \"none\"\nmax_ratio = 0.3", "ass and ass again") == "max_ratio 0.5");
  CHECK(measured("bad_words", ass + "\nmax_ratio = 1", "max_ratio", "") == 0);
  CHECK(measured("bad_words", "entries = [\"天气\"]\nmax_ratio = 1\nwords = \"uax29\"\nmax_count = 9", "max_ratio",
                 "今天天气") == 0.25);
}

TEST_CASE("bad_words: files, and what is refused") {
  RunHow how;
  how.files["bad.txt"] = "# mine\nfoo bar\n\n坏\n";
  how.files["good.txt"] = "坏\n";
  how.files["none.txt"] = "#\n";
  CHECK(failed("bad_words", "file = \"bad.txt\"", "Foo bar 坏蛋", how) == "max_count 2");
  CHECK(failed("bad_words", "file = \"bad.txt\"\nallow_file = \"good.txt\"", "Foo bar 坏蛋", how) == "max_count 1");
  CHECK(run_op("bad_words", "", "").error.find("there is no word to search for") != std::string::npos);
  CHECK(run_op("bad_words", "file = \"none.txt\"", "", how).error.find("there is no word") != std::string::npos);
  CHECK(run_op("bad_words", "languages = [\"xx\"]", "").error != "");
  CHECK(run_op("bad_words", "entries = [\"\"]", "").error.find("empty") != std::string::npos);
}

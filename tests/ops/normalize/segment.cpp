#include <string>

#include "base/rng.h"
#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

std::string first_text(const test::RunOp& run) {
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  return Value(std::string_view(run.output).substr(0, run.output.find('\n')))["text"].text().value();
}
std::string segmented(std::string_view params, std::string_view text, const test::RunHow& how = {}) {
  return first_text(run_op("segment", params, record(text), how));
}

test::RunHow with_dictionary() {
  test::RunHow how;
  how.files["d.txt"] = "北京大学 2053 nt\n北京 344 ns\n大学 200 n\n在 1000 p\n";
  how.files["empty.txt"] = "";
  how.files["broken.txt"] = "北京 1\n大学 many\n";
  return how;
}

}  // namespace

TEST_CASE("segment: words and punctuation, by ICU") {
  CHECK(segmented("", "我们在北京大学。") == "我们 在 北京 大学 。");
  CHECK(segmented("", "Hello, world! It's 3.14 (or so)...") == "Hello , world ! It's 3.14 ( or so ) . . .");
  CHECK(segmented("", "ภาษาไทย") == "ภาษา ไทย");
  CHECK(segmented("", "مرحبا، بالعالم") == "مرحبا ، بالعالم");
  CHECK(segmented("", "") == "");
  CHECK(segmented("", "。") == "。");
  CHECK(segmented("", " 你好 \n\n  世界 ") == " 你好 \n\n  世界 ");
  CHECK(segmented("", "a👩\u200d👩\u200d👧b😀😀") == "a 👩\u200d👩\u200d👧 b 😀 😀");
  CHECK(segmented("", " \u0301x") == " \u0301 x");
}

TEST_CASE("segment: other words, and without punctuation") {
  CHECK(segmented("words = \"uax29\"", "北京大学") == "北 京 大 学");
  CHECK(segmented("words = \"whitespace\"", "北京, 大学") == "北京, 大学");
  CHECK(segmented("punctuation = false", "“你好”，world!") == "你好 world");
  CHECK(segmented("punctuation = false", "a, b\n- c!!\n") == "a b\n c\n");
  CHECK(segmented("punctuation = false", "...") == "");
  CHECK(segmented("dictionary = \"d.txt\"", "我在北京大学!!ok", with_dictionary()) == "我 在 北京大学 ! ! ok");
  CHECK(segmented("dictionary = \"d.txt\"\nwords = \"dictionary\"\npunctuation = false", "在，北京 ok",
                  with_dictionary()) == "在 北京 ok");
}

TEST_CASE("segment: a list, of words alone or with their places") {
  const test::RunOp plain =
      run_op("segment", "into = \"/a/tokens\"", "{\"text\":\"你好, \\\"x\\\"\",\"a\":{\"b\":1}}\n");
  CHECK(plain.output ==
        "{\"text\":\"你好, \\\"x\\\"\",\"a\":{\"b\":1,\"tokens\":[\"你好\",\",\",\"\\\"\",\"x\",\"\\\"\"]}}\n");
  const test::RunOp placed = run_op("segment", "into = \"w\"\noffsets = true", record("é 中文"));
  CHECK(placed.output ==
        "{\"text\":\"é "
        "中文\",\"w\":[{\"start\":0,\"end\":1,\"text\":\"é\"},{\"start\":2,\"end\":4,\"text\":\"中文\"}]}\n");
  CHECK(run_op("segment", "into = \"w\"", record("")).output == "{\"text\":\"\",\"w\":[]}\n");
  CHECK(run_op("segment", "into = \"w\"\nfields = [\"/m/*\"]", "{\"m\":[\"a b\",null,\"c\"]}\n").output ==
        "{\"m\":[\"a b\",null,\"c\"],\"w\":[\"a\",\"b\",\"c\"]}\n");
}

TEST_CASE("segment: nothing is lost but what was to be, whatever the text") {
  static const std::string pieces[] = {"中文", "字", "日本語です", "ภาษาไทย", "a",        "B1",  "_",
                                       " ",    "\n", "\u3000",     "\u0301",  "👩\u200d👧", "🇩🇪",  "。",
                                       "...",  "'",  "l'eau",      "한국어",  "\u200b",   "\x1f"};
  base::Rng rng(3);
  for (int i = 0; i < 300; ++i) {
    std::string text;
    for (std::uint64_t n = rng.below(14); n > 0; --n) text += pieces[rng.below(std::size(pieces))];
    const auto without_spaces = [](std::string s) {
      std::erase(s, ' ');
      return s;
    };
    for (const char* params : {"", "words = \"uax29\"", "dictionary = \"d.txt\""}) {
      const std::string once = segmented(params, text, with_dictionary());
      INFO(params << ": " << text);
      CHECK(without_spaces(once) == without_spaces(text));
      CHECK(segmented(params, once, with_dictionary()) == once);
    }
  }
}

TEST_CASE("segment: labels move along") {
  const test::RunOp run = test::run_toml("[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"segment\"\n",
                                         "{\"text\":\"我们在北京大学\",\"spans\":[{\"start\":3,\"end\":7}]}\n");
  CHECK(run.output == "{\"text\":\"我们 在 北京 大学\",\"spans\":[{\"start\":5,\"end\":10}]}\n");
}

TEST_CASE("segment: what cannot be is refused") {
  const auto error = [](std::string_view params) { return run_op("segment", params, "", with_dictionary()).error; };
  CHECK(error("dictionary = \"none.txt\"").find("none.txt") != std::string::npos);
  CHECK(error("dictionary = \"empty.txt\"").find("empty.txt has no word in it") != std::string::npos);
  CHECK(error("dictionary = \"broken.txt\"").find("broken.txt:2: \"大学 many\" is no entry") != std::string::npos);
  CHECK(error("dictionary = \"d.txt\"\nwords = \"unicode\"").find("leave one of them out") != std::string::npos);
  CHECK(error("words = \"dictionary\"").find("install Debian's package python3-jieba") != std::string::npos);
  CHECK(error("words = \"jieba\"") != "");
  CHECK(error("offsets = true").find("name its field with into") != std::string::npos);
  CHECK(error("into = \"text\"").find("is the text itself") != std::string::npos);
  CHECK(error("into = \"/text/words\"").find("lies in the text /text") != std::string::npos);
  CHECK(error("into = \"/w/*\"").find("several places") != std::string::npos);
  CHECK(error("into = \"w\"\nfields = [\"a\", \"b\"]").find("name one in fields") != std::string::npos);
  CHECK(run_op("segment", "", "{\"text\":1}\n").malformed.find("field /text is number, not text") != std::string::npos);
  CHECK(run_op("segment", "into = \"/a/w\"", "{\"text\":\"x\",\"a\":1}\n").malformed.find("cannot be added") !=
        std::string::npos);
}

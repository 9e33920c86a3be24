#include <string>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

std::string left(std::string_view params, std::string_view text, const test::RunHow& how = {}) {
  const test::RunOp run = run_op("stop_words", params, record(text), how);
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  return Value(std::string_view(run.output).substr(0, run.output.find('\n')))["text"].text().value();
}

test::RunHow with_lists() {
  test::RunHow how;
  how.files["own.txt"] = "# own\nthe\nof\nand so on\n有 可能\n'n\n?\n的\n";
  how.files["empty.txt"] = "# nothing\n";
  how.files["broken.txt"] = "the\n\xff\n";
  return how;
}
const std::string own = "file = \"own.txt\"";

}  // namespace

TEST_CASE("stop_words: whole words go, with the space on one side") {
  const test::RunHow how = with_lists();
  CHECK(left(own, "the cat of the house", how) == "cat house");
  CHECK(left(own, "The CAT OF The", how) == "CAT");
  CHECK(left(own, "other theory, of (the) x the-y", how) == "other theory, () x -y");
  CHECK(left(own, "cat, the, dog", how) == "cat,, dog");
  CHECK(left(own, "the\n  the cat\ncat the\nof the of\n", how) == "\n  cat\ncat\n\n");
  CHECK(left(own, "", how) == "");
  CHECK(left(own, "the", how) == "");
  CHECK(left(own, "x\u3000the\u00a0y", how) == "x\u3000y");
  CHECK(left(own, "'n ?", how) == "'n ?");  // entries that are more than words are none
}

TEST_CASE("stop_words: phrases, the longest first, with nothing but space between their words") {
  const test::RunHow how = with_lists();
  CHECK(left(own, "cats and so  on.", how) == "cats.");
  CHECK(left(own, "and so, on", how) == "and so, on");
  CHECK(left(own, "and so\non", how) == "and so\non");
  CHECK(left(own, "and so", how) == "and so");
}

TEST_CASE("stop_words: Chinese words are parted where one between them goes") {
  CHECK(left("language = \"zh\"", "我们的城市，目的。") == "城市，目的。");
  CHECK(left("file = \"own.txt\"", "我们的城市", with_lists()) == "我们 城市");
  CHECK(left("language = \"zh\"\nwords = \"whitespace\"", "我 的 猫 ， 目的 。") == "猫 ， 目的 。");
  CHECK(left("file = \"own.txt\"", "也许有 可能", with_lists()) == "也许");  // an entry of two words
}

TEST_CASE("stop_words: further words, and words that stay") {
  CHECK(left("keep = [\"Not\"]", "It is not a house") == "not house");
  CHECK(left("also = [\"House\"]\nkeep = [\"not\"]", "It is not a house") == "not");
  CHECK(left("language = \"th\"", "ฉันและเธอ") != "ฉันและเธอ");
}

TEST_CASE("stop_words: the language of a field") {
  const test::RunOp run =
      run_op("stop_words", "language_field = \"lang\"",
             "{\"text\":\"der Hund\",\"lang\":\"deu_Latn\"}\n{\"text\":\"the dog\",\"lang\":\"EN-us\"}\n"
             "{\"text\":\"the dog\",\"lang\":\"xx\"}\n{\"text\":\"the dog\"}\n");
  CHECK(run.output ==
        "{\"text\":\"Hund\",\"lang\":\"deu_Latn\"}\n{\"text\":\"dog\",\"lang\":\"EN-us\"}\n"
        "{\"text\":\"the dog\",\"lang\":\"xx\"}\n{\"text\":\"the dog\"}\n");
  CHECK(run.result.books.steps[0].counters == std::vector<std::uint64_t>{2, 2});
}

TEST_CASE("stop_words: what cannot be is refused") {
  const auto error = [](std::string_view params) { return run_op("stop_words", params, "", with_lists()).error; };
  CHECK(error("language = \"tlh\"").find("is none of") != std::string::npos);
  CHECK(error("file = \"absent.txt\"").find("absent.txt") != std::string::npos);
  CHECK(error("file = \"empty.txt\"").find("empty.txt has no stop word in it") != std::string::npos);
  CHECK(error("file = \"broken.txt\"").find("broken.txt:2:1: this is not UTF-8") != std::string::npos);
  CHECK(error("file = \"own.txt\"\nlanguage_field = \"lang\"").find("give one of them") != std::string::npos);
  CHECK(error("also = [\"[dogs\"]").find("\"[dogs\" is no word") != std::string::npos);
  CHECK(error("also = [\" \"]").find("is no word") != std::string::npos);
  CHECK(run_op("stop_words", "", "{\"text\":[]}\n").malformed.find("field /text is array, not text") !=
        std::string::npos);
}

TEST_CASE("stop_words: labels move along, and one whose word is gone goes") {
  const test::RunOp run =
      test::run_toml("[dataset]\nspans = \"/s\"\n[[step]]\nop = \"stop_words\"\n",
                     "{\"text\":\"the cat\",\"s\":[{\"start\":0,\"end\":3},{\"start\":4,\"end\":7}]}\n");
  CHECK(run.output == "{\"text\":\"cat\",\"s\":[{\"start\":0,\"end\":3}]}\n");
}

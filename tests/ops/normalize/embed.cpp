#include <string>

#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

test::RunHow with_vectors() {
  test::RunHow how;
  how.files["v.txt"] = "the 0.1 0.2\ncat 1 1e-7\n中文 16777217 3\n, 5 5\n";
  how.files["odd.txt"] = "the 0.1 0.2\ncat 1\n";
  return how;
}
std::string written(std::string_view params, std::string_view text) {
  const test::RunOp run = run_op("embed", "file = \"v.txt\"\n" + std::string(params), record(text), with_vectors());
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  const std::string start = record(text).substr(0, record(text).size() - 2) + ",\"embedding\":";
  REQUIRE(run.output.starts_with(start));
  return run.output.substr(start.size(), run.output.size() - start.size() - 2);
}

}  // namespace

TEST_CASE("embed: the mean of what is known, in the shortest spelling of a float") {
  CHECK(written("", "the") == "[0.1,0.2]");
  CHECK(written("", "the cat") == "[0.55,0.10000005]");
  CHECK(written("", "cat") == "[1,1e-07]");
  CHECK(written("", "中文") == "[16777216,3]");
  CHECK(written("", "the Cat, dog") == "[2.55,2.6]");
  CHECK(written("lower = true", "THE") == "[0.1,0.2]");
  CHECK(written("words = \"whitespace\"", "cat,") == "null");
  CHECK(written("", "dog") == "null");
  CHECK(written("", "") == "null");
}

TEST_CASE("embed: numbers of words") {
  CHECK(written("output = \"ids\"", "cat, dog 中文") == "[1,3,2]");
  CHECK(written("output = \"ids\"\nunknown = -1", "cat, dog 中文") == "[1,3,-1,2]");
  CHECK(written("output = \"ids\"", "") == "[]");
}

TEST_CASE("embed: counts, what is there, elements") {
  const test::RunOp run =
      run_op("embed", "file = \"v.txt\"\ninto = \"/a/e\"\nfield = \"/t/*\"",
             "{\"t\":[\"the\",null,\"cat "
             "dog\"],\"a\":{\"e\":\"old\"}}\n{\"t\":[\"dog\"]}\n{\"t\":[\"the\"],\"a\":1}\n{\"t\":3}\n",
             with_vectors());
  CHECK(run.output ==
        "{\"t\":[\"the\",null,\"cat dog\"],\"a\":{\"e\":[0.55,0.10000005]}}\n{\"t\":[\"dog\"],\"a\":{\"e\":null}}\n");
  CHECK(run.malformed.find("field /a/e cannot be added") != std::string::npos);
  CHECK(run.malformed.find("field /t/* is missing") != std::string::npos);
  CHECK(run.result.books.steps[0].counters == std::vector<std::uint64_t>{3, 2, 1});
}

TEST_CASE("embed: what cannot be is refused") {
  const auto error = [](std::string_view params) { return run_op("embed", params, "", with_vectors()).error; };
  CHECK(error("") != "");
  CHECK(error("file = \"absent.vec\"").find("absent.vec") != std::string::npos);
  CHECK(error("file = \"odd.txt\"").find("odd.txt:2: the vector of \"cat\" has 1 numbers, the others have 2") !=
        std::string::npos);
  CHECK(error("file = \"v.txt\"\nunknown = 0").find("a mean has none") != std::string::npos);
  CHECK(error("file = \"v.txt\"\ninto = \"text\"").find("is the text itself") != std::string::npos);
}

#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;

namespace {

std::string renamed(std::string_view from, std::string_view to, std::string_view record, std::string_view more = "") {
  const test::RunOp run = run_op(
      "rename",
      "fields = [{from = \"" + std::string(from) + "\", to = \"" + std::string(to) + "\"}]\n" + std::string(more),
      std::string(record) + "\n");
  REQUIRE(run.error == "");
  return run.malformed + (run.output.empty() ? "" : run.output.substr(0, run.output.size() - 1));
}

}  // namespace

TEST_CASE("rename: in its place, byte for byte") {
  CHECK(renamed("b", "c", R"({ "a" : 1 , "b" : 1.50 , "d" : [ ] })") == R"({ "a" : 1 , "c" : 1.50 , "d" : [ ] })");
  CHECK(renamed("b", "标\\\"签", R"({"b":12345678901234567890123})") == R"({"标\"签":12345678901234567890123})");
  CHECK(renamed("标签", "label", R"({"\u6807\u7b7e":"\u00e9"})") == R"({"label":"\u00e9"})");
  CHECK(renamed("b", "c", R"({"b":1,"x":0,"b":2})") == R"({"c":1,"x":0,"c":2})");
  CHECK(renamed("b", "c", R"({"a":{"b":1}})") == R"({"a":{"b":1}})");
  CHECK(renamed("/m/b", "/m/c", R"({"m":{"a":1,"b":1.0,"d":"\u00e9"},"z":1})") ==
        R"({"m":{"a":1,"c":1.0,"d":"\u00e9"},"z":1})");
  CHECK(renamed("/a~1b", "/c~0d", R"({"a/b":1})") == R"({"c~d":1})");
}

TEST_CASE("rename: to another object") {
  CHECK(renamed("a", "/m/x/a", R"({"a":[1, 2],"b":2})") == R"({"b":2,"m":{"x":{"a":[1, 2]}}})");
  CHECK(renamed("/m/a", "a", R"({"m":{"a":"x"},"b":2})") == R"({"m":{},"b":2,"a":"x"})");
  CHECK(renamed("a", "/m/a", R"({"a":1,"m":2})").find("what is on the way to /m/a is not an object") !=
        std::string::npos);
}

TEST_CASE("rename: elements of an array have no names") {
  CHECK(renamed("/m/0", "/m/7", R"({"m":[1,2]})").find("is not an object") != std::string::npos);
}

TEST_CASE("rename: missing fields and taken names") {
  CHECK(renamed("a", "b", R"({"c":1})") == R"({"c":1})");
  CHECK(renamed("a", "b", R"({"c":1})", "required = true").find("field /a is missing") != std::string::npos);
  CHECK(renamed("a", "b", R"({"a":null})") == R"({"b":null})");
  CHECK(renamed("a", "b", R"({"a":1,"b":2})").find("field /b is there already") != std::string::npos);
  CHECK(renamed("a", "b", R"({"a":1,"b":2,"c":3})", "conflict = \"replace\"") == R"({"b":1,"c":3})");
  CHECK(renamed("a", "b", R"({"a":1,"b":2})", "conflict = \"keep\"") == R"({"a":1,"b":2})");
}

TEST_CASE("rename: later steps see the new name, edits of earlier ones move along, and the record keeps its id") {
  test::RunHow how;
  how.text = "/body";
  const std::string toml =
      "[[step]]\nop = \"whitespace\"\nfields = [\"content\"]\n[[step]]\nop = \"drop_fields\"\nfields = "
      "[\"x\"]\n[[step]]\nop = \"rename\"\n"
      "fields = [{from = \"content\", to = \"text\"}]\n[[step]]\nop = \"length\"\nmin_chars = 3\n[[step]]\nop = "
      "\"whitespace\"\n";
  const test::RunOp run =
      test::run_toml(toml, "{\"content\":\"a   b\",\"x\":1,\"n\":2}\n{\"content\":\"a\",\"n\":3}\n", how);
  REQUIRE(run.error == "");
  CHECK(run.output == "{\"body\":\"a b\",\"n\":2}\n");
  CHECK(run.dropped.find("{\"content\":\"a\",\"n\":3,\"_dsprep\":{\"op\":\"length\"") == 0);  // as it was read
}

TEST_CASE("rename: a chain, and a swap") {
  const auto run = [](std::string_view params, std::string_view record) {
    return run_op("rename", params, record).output;
  };
  CHECK(run("fields = [{from = \"a\", to = \"b\"}, {from = \"b\", to = \"c\"}]", "{\"a\":1}\n") == "{\"c\":1}\n");
  CHECK(run("fields = [{from = \"a\", to = \"t\"}, {from = \"b\", to = \"a\"}, {from = \"t\", to = \"b\"}]",
            "{\"a\":1,\"b\":2}\n") == "{\"b\":1,\"a\":2}\n");
}

TEST_CASE("rename: refusals") {
  const auto error = [](std::string_view from, std::string_view to) {
    return run_op("rename", "fields = [{from = \"" + std::string(from) + "\", to = \"" + std::string(to) + "\"}]", "")
        .error;
  };
  CHECK(error("a", "a").find("renamed to itself") != std::string::npos);
  CHECK(error("a", "/a/b").find("lie in one another") != std::string::npos);
  CHECK(error("/a/b", "a").find("lie in one another") != std::string::npos);
  CHECK(error("/a/*/b", "c").find("names several places") != std::string::npos);
  CHECK(error("a", "_dsprep").find("dsprep's own") != std::string::npos);
  CHECK(run_op("rename", "fields = []", "").error.find("fields is empty") != std::string::npos);
}

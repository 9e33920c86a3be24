#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;

namespace {

std::string dropped_from(std::string_view params, std::string_view record) {
  const test::RunOp run = run_op("drop_fields", params, std::string(record) + "\n");
  REQUIRE(run.error == "");
  REQUIRE(!run.output.empty());
  return run.output.substr(0, run.output.size() - 1);
}

}  // namespace

TEST_CASE("drop_fields: by name and pointer") {
  CHECK(dropped_from("fields = [\"a\"]", R"({"a":1,"b":2})") == R"({"b":2})");
  CHECK(dropped_from("fields = [\"b\"]", R"({"a":1,"b":2})") == R"({"a":1})");
  CHECK(dropped_from("fields = [\"a\", \"b\"]", R"({"a":1,"b":2})") == "{}");
  CHECK(dropped_from("fields = [\"a\"]", R"({"a":1,"b":2,"a":3})") == R"({"b":2})");
  CHECK(dropped_from("fields = [\"/m/x\"]", R"({"m":{"x":1,"y":1.0}})") == R"({"m":{"y":1.0}})");
  CHECK(dropped_from("fields = [\"/m/*/x\"]", R"({"m":[{"x":1,"y":2},{"y":3},{"x":4}]})") ==
        R"({"m":[{"y":2},{"y":3},{}]})");
  CHECK(dropped_from("fields = [\"/m/0\"]", R"({"m":[1,2]})") == R"({"m":[null,2]})");
  CHECK(dropped_from("fields = [\"z\"]", R"({ "a" : 1 })") == R"({ "a" : 1 })");
}

TEST_CASE("drop_fields: by pattern, on decoded names") {
  CHECK(dropped_from("patterns = [\"^_\", \"标\"]", R"({"_dsprep":{"x":1},"a_":1,"\u6807\u7b7e":2,"标":3})") ==
        R"({"a_":1})");
  CHECK(dropped_from("patterns = [\"^$\"]", R"({"":1,"a":2})") == R"({"a":2})");
}

TEST_CASE("drop_fields: all but some") {
  CHECK(dropped_from("keep = [\"b\", \"标签\"]", R"({"a":1,"\u6807\u7b7e":2e0,"b":[1, 2],"c":3,"b":4})") ==
        R"({"\u6807\u7b7e":2e0,"b":[1, 2],"b":4})");
  CHECK(dropped_from("keep = [\"/a~1b\"]", R"({"a/b":1,"a":2})") == R"({"a/b":1})");
  CHECK(dropped_from("keep = [\"a\"]", "{}") == "{}");
  test::RunHow how;
  how.text = "/body";
  CHECK(run_op("drop_fields", "keep = [\"text\"]", "{\"body\":\"x\",\"text\":1}\n", how).output ==
        "{\"body\":\"x\"}\n");
}

TEST_CASE("drop_fields: a record with many fields, and many different records") {
  std::string record = "{\"k\":0", input, expected;
  for (int i = 0; i < 20'000; ++i) record += ",\"f" + std::to_string(i) + "\":" + std::to_string(i);
  CHECK(dropped_from("keep = [\"k\"]", record + "}") == "{\"k\":0}");
  for (int i = 0; i < 3000; ++i) {
    input += "{\"x" + std::to_string(i) + "\":1,\"k\":2}\n";
    expected += "{\"k\":2}\n";
  }
  CHECK(run_op("drop_fields", "patterns = [\"^x\"]", input).output == expected);
}

TEST_CASE("drop_fields: refusals") {
  CHECK(run_op("drop_fields", "", "").error.find("nothing to remove") != std::string::npos);
  CHECK(run_op("drop_fields", "keep = [\"a\"]\nfields = [\"b\"]", "").error.find("keep removes all other fields") !=
        std::string::npos);
  CHECK(run_op("drop_fields", "keep = [\"/a/b\"]", "").error.find("keep names top-level fields") != std::string::npos);
  CHECK(run_op("drop_fields", "patterns = [\"(\"]", "").error != "");
}

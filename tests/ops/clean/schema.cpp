#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;

namespace {

test::RunHow with_schema(std::string bytes) {
  test::RunHow how;
  how.files["s.json"] = std::move(bytes);
  return how;
}

}  // namespace

TEST_CASE("schema: a dropped record says where and why") {
  const test::RunOp run = run_op(
      "schema", "schema = \"s.json\"", "{\"age\":3}\n{\"age\":-1,\"x\":1}\n{\"age\":1e999}\n",
      with_schema("{\"properties\":{\"age\":{\"type\":\"integer\",\"minimum\":0}},\"additionalProperties\":false}"));
  REQUIRE(run.error == "");
  CHECK(run.output == "{\"age\":3}\n{\"age\":1e999}\n");
  const Value failed = Value(run.dropped)["_dsprep"]["failed"].at(0);
  CHECK(failed["rule"].text() == "violations");
  CHECK(failed["value"].number() == 2);
  CHECK(failed["note"].text() == "/age: is less than the minimum 0");
}

TEST_CASE("schema: the record as earlier steps left it, without _dsprep") {
  const std::string toml =
      "[[step]]\nop = \"drop_fields\"\nfields = [\"x\"]\n[[step]]\nop = \"whitespace\"\n[[step]]\nop = \"schema\"\n"
      "inline = '{\"additionalProperties\":false,\"properties\":{\"text\":{\"const\":\"a b\"},\"n\":true}}'\n";
  const test::RunOp run = test::run_toml(toml,
                                         "{\"text\":\"a   b\",\"x\":1,\"n\":1.50}\n{\"text\":\"a "
                                         "b\",\"_dsprep\":{\"op\":\"length\"}}\n{\"text\":\"a c\"}\n");
  REQUIRE(run.error == "");
  CHECK(run.output == "{\"text\":\"a b\",\"n\":1.50}\n{\"text\":\"a b\",\"_dsprep\":{\"op\":\"length\"}}\n");
}

TEST_CASE("schema: one field") {
  const test::RunOp run = run_op("schema", "field = \"/meta\"\ninline = '{\"required\":[\"lang\"]}'",
                                 "{\"meta\":{\"lang\":\"zh\"}}\n{\"meta\":{}}\n{}\n");
  CHECK(run.output == "{\"meta\":{\"lang\":\"zh\"}}\n");
  CHECK(run.dropped.find("\"note\":\"/meta: lacks the required property \\\"lang\\\"\"") != std::string::npos);
  CHECK(run.malformed.find("field /meta is missing") != std::string::npos);
}

TEST_CASE("schema: a record that asks too much") {
  const test::RunOp run = run_op("schema",
                                 "inline = "
                                 "'{\"properties\":{\"a\":{\"$ref\":\"#/definitions/"
                                 "l\"}},\"definitions\":{\"l\":{\"oneOf\":[{\"items\":{\"$ref\":\"#/definitions/"
                                 "l\"}},{\"items\":{\"$ref\":\"#/definitions/l\"}}]}}}'",
                                 "{\"a\":" + std::string(60, '[') + std::string(60, ']') + "}\n{\"b\":1}\n");
  CHECK(run.output == "{\"b\":1}\n");
  CHECK(run.malformed.find("the schema asks too much of this record") != std::string::npos);
}

TEST_CASE("schema: refusals") {
  CHECK(run_op("schema", "", "").error.find("give either schema, a file, or inline") != std::string::npos);
  CHECK(run_op("schema", "schema = \"s.json\"", "", with_schema("{\n \"type\":\"x\"}"))
            .error.find("s.json:2:9: /type: is one of") != std::string::npos);
  CHECK(run_op("schema", "schema = \"none.json\"", "").error.find("none.json") != std::string::npos);
  CHECK(run_op("schema", "inline = '{}'\nfield = \"/a/*\"", "").error.find("names several places") !=
        std::string::npos);
}

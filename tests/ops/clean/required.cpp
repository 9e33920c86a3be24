#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::run_op;

namespace {

// "rule=value(note) …" of what one record fails.
std::string failed(std::string_view params, std::string_view record) {
  const test::RunOp run = run_op("required", params, std::string(record) + "\n");
  REQUIRE(run.error == "");
  CHECK(run.malformed == "");
  std::string out;
  for (Value::Elements it = Value(Value(run.dropped)["_dsprep"]["failed"].raw()).elements(); it.next();)
    out += *it.value()["rule"].text() + "=" + std::string(it.value()["value"].raw()) + "(" +
           it.value()["note"].text().value_or("") + ") ";
  return out;
}

}  // namespace

TEST_CASE("required: each rule") {
  const char* const both = "fields = [\"a\", \"/b/c\"]";
  CHECK(failed(both, R"({"a":"x","b":{"c":0}})") == "");
  CHECK(failed(both, R"({"a":false,"b":{"c":"中"}})") == "");
  CHECK(failed(both, R"({"b":1})") == "missing=2(/a) ");
  CHECK(failed(both, R"({"a":null,"b":{"c":null}})") == "null=2(/a) ");
  CHECK(failed(both, R"({"a":" 　\n","b":{"c":[]}})") == "empty=2(/a) ");
  CHECK(failed(both, R"({"a":{},"b":{}})") == "missing=1(/b/c) empty=1(/a) ");
  CHECK(failed(std::string(both) + "\nallow_null = true\nallow_empty = true", R"({"a":null,"b":{"c":""}})") == "");
}

TEST_CASE("required: types") {
  const auto type = [](std::string_view name, std::string_view value) {
    return failed("fields = [\"a\"]\nallow_empty = true\ntype = \"" + std::string(name) + "\"",
                  "{\"a\":" + std::string(value) + "}");
  };
  const std::pair<const char*, const char*> values[] = {
      {"text", "\"\""}, {"number", "1.5"}, {"boolean", "true"}, {"array", "[]"}, {"object", "{}"}};
  for (const auto& [name, value] : values)
    for (const auto& [other, ignored] : values)
      CHECK(type(other, value) == (std::string(name) == other ? "" : "wrong_type=1(/a) "));
  CHECK(type("integer", "123456789012345678901234567890") == "");
  CHECK(type("integer", "-5") == "");
  CHECK(type("integer", "1.0") == "wrong_type=1(/a) ");
  CHECK(type("integer", "1e3") == "wrong_type=1(/a) ");
  CHECK(type("integer", "\"1\"") == "wrong_type=1(/a) ");
  CHECK(type("text", "\"NaN\"") == "");
}

TEST_CASE("required: elements, duplicate keys, a logical name") {
  CHECK(failed("fields = [\"/m/*/c\"]", R"({"m":[{"c":"x"},{"c":""},{"c":null}]})") ==
        "null=1(/m/*/c) empty=1(/m/*/c) ");
  CHECK(failed("fields = [\"/m/*/c\"]", R"({"m":[]})") == "missing=1(/m/*/c) ");
  CHECK(failed("fields = [\"a\"]", R"({"a":"x","a":null})") == "null=1(/a) ");
  test::RunHow how;
  how.text = "/body";
  CHECK(run_op("required", "fields = [\"text\"]", "{\"body\":\"x\"}\n{\"text\":\"x\"}\n", how).output ==
        "{\"body\":\"x\"}\n");
}

TEST_CASE("required: refusals") {
  CHECK(run_op("required", "", "").error.find("fields") != std::string::npos);
  CHECK(run_op("required", "fields = []", "").error.find("fields is empty") != std::string::npos);
  CHECK(run_op("required", "fields = [\"a\"]\ntype = \"string\"", "").error != "");
}

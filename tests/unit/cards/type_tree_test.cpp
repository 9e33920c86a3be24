#include "cards/type_tree.h"

#include "support/catch.h"

using namespace dsprep;
using cards::TypeTree;

namespace {

std::string features(std::initializer_list<std::string_view> lines) {
  TypeTree types;
  for (const std::string_view line : lines) types.observe(line);
  return types.features();
}

std::string of(std::initializer_list<std::string_view> values) {
  TypeTree types;
  for (const std::string_view value : values) types.observe("{\"a\":" + std::string(value) + "}");
  const std::string json = types.features();
  return std::string(Value(json)["a"].raw());
}

std::string value(std::string_view dtype) { return "{\"dtype\":\"" + std::string(dtype) + "\",\"_type\":\"Value\"}"; }

const std::string json = R"({"_type":"Json"})";

}  // namespace

TEST_CASE("types of values") {
  CHECK(of({"null"}) == value("null"));
  CHECK(of({"null", "true"}) == value("bool"));
  CHECK(of({"1", "null", "-9223372036854775808"}) == value("int64"));
  CHECK(of({"1", "2.5"}) == value("float64"));
  CHECK(of({"1e3"}) == value("float64"));
  CHECK(of({"\"你好\"", "null"}) == value("string"));
  CHECK(of({"[]"}) == "{\"feature\":" + value("null") + ",\"_type\":\"List\"}");
  CHECK(of({"[1]", "[2.5,null]"}) == "{\"feature\":" + value("float64") + ",\"_type\":\"List\"}");
  CHECK(of({R"({"键":1})", R"({"b":"x"})"}) == "{\"键\":" + value("int64") + ",\"b\":" + value("string") + "}");
}

TEST_CASE("what no column of one type holds") {
  CHECK(of({"1", "\"1\""}) == json);
  CHECK(of({"true", "0"}) == json);
  CHECK(of({"[1]", "1"}) == json);
  CHECK(of({"{}"}) == json);
  CHECK(of({"18446744073709551615"}) == json);
  CHECK(of({"9007199254740993", "0.5"}) == json);
  CHECK(of({"9007199254740992", "0.5"}) == value("float64"));
  CHECK(of({R"([{"a":1},{"a":"x"}])"}) == R"({"feature":{"a":)" + json + R"(},"_type":"List"})");
}

TEST_CASE("names as they are decoded, in the order they came") {
  CHECK(features({R"({"b":1})", R"({"a":1,"b":2})", R"({"\u0062":3,"":4})"}) ==
        "{\"b\":" + value("int64") + ",\"a\":" + value("int64") + ",\"\":" + value("int64") + "}");
}

TEST_CASE("an object with very many names is data") {
  TypeTree types;
  for (std::size_t i = 0; i <= TypeTree::most_names; ++i)
    types.observe("{\"map\":{\"user " + std::to_string(i) + "\":1}}");
  CHECK(types.features() == "{\"map\":" + json + "}");
}

TEST_CASE("records of no schema have none, and memory is bounded") {
  TypeTree types;
  for (std::size_t i = 0; i <= TypeTree::most_names; ++i) types.observe("{\"" + std::to_string(i) + "\":1}");
  CHECK(types.features() == "");
  TypeTree maps;
  for (std::size_t i = 0; i < 3000; ++i) {
    std::string line = "{\"" + std::to_string(i) + "\":{";
    for (int k = 0; k < 30; ++k) line += (k ? ",\"" : "\"") + std::to_string(k) + "\":1";
    maps.observe(line + "}}");
  }
  CHECK(maps.fields() <= TypeTree::most_fields);
}

TEST_CASE("depth ends somewhere") {
  const std::string deep = std::string(1000, '[') + std::string(1000, ']');
  CHECK(of({deep}).find("Json") != std::string::npos);
}

// What Arrow's JSON reader makes a timestamp of, tried with it.
TEST_CASE("texts that are read as times") {
  for (const char* time : {"2020-01-01", "2020-01-01T01", "2020-01-01 01:02", "2020-01-01T01:02:03",
                           "2020-01-01T01:02:03Z", "2020-01-01T01:02:03+01:00", "2020-01-01T01:02Z", "2020-02-29"})
    CHECK(of({"\"" + std::string(time) + "\""}) == value("timestamp[s]"));
  for (const char* text : {"2020-01-01Z", "2020-01-01T01:02:03.5", "20200101", "2020-13-01", "2020-02-30", "2021-02-29",
                           "2020-01-01T24:00:00", "2020-01-01T010203", "2020", "2020-01", ""})
    CHECK(of({"\"" + std::string(text) + "\""}) == value("string"));
  CHECK(of({"\"2020-01-01\"", "\"gestern\""}) == value("string"));
}

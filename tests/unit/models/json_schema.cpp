#include "models/json_schema.h"

#include "models/canonical_json.h"
#include "support/catch.h"

using namespace dsprep;
using models::JsonSchema;
using models::JsonSchemaChecker;

namespace {

// "" where the value is as the schema says, else "pointer: reason".
std::string check(std::string_view schema, std::string_view json, std::string_view ignore = {}) {
  const auto made = JsonSchema::make("s.json", schema);
  REQUIRE(made.ok());
  JsonSchemaChecker checker(*made);
  const auto& outcome = checker.check(Value(json), ignore);
  if (!outcome.judged) return "not judged";
  return outcome.violations == 0 ? "" : outcome.pointer + ": " + outcome.reason;
}

std::uint64_t violations(std::string_view schema, std::string_view json) {
  const auto made = JsonSchema::make("s.json", schema);
  REQUIRE(made.ok());
  return JsonSchemaChecker(*made).check(Value(json)).violations;
}

std::string error(std::string_view schema) {
  const auto made = JsonSchema::make("s.json", schema);
  return made.ok() ? "" : made.error().message;
}

}  // namespace

TEST_CASE("json_schema: types, numbers of any size") {
  CHECK(check(R"({"type":"integer"})", "1") == "");
  CHECK(check(R"({"type":"integer"})", "1.0") == "");
  CHECK(check(R"({"type":"integer"})", "1e400") == "");
  CHECK(check(R"({"type":"integer"})", "123456789012345678901234567890") == "");
  CHECK(check(R"({"type":"integer"})", "1.5") == ": is number, not integer");
  CHECK(check(R"({"type":["string","null"]})", "[]") == ": is array, not string or null");
  CHECK(check("true", "1") == "");
  CHECK(check("false", "1") == ": is not allowed here");
  CHECK(check(R"({"maximum":9223372036854775806})", "9223372036854775807") ==
        ": is more than the maximum 9223372036854775806");
  CHECK(check(R"({"exclusiveMinimum":1})", "1.0") == ": is not more than 1");
  CHECK(check(R"({"multipleOf":0.0001})", "0.0075") == "");
  CHECK(check(R"({"multipleOf":0.0001})", "0.00751") == ": is no multiple of 0.0001");
  CHECK(check(R"({"multipleOf":3})", "9007199254740993") == "");
  CHECK(check(R"({"minimum":0})", "\"x\"") == "");
}

TEST_CASE("json_schema: texts") {
  CHECK(check(R"({"minLength":2})", "\"😀\"") == ": has 1 characters, at least 2 are asked");
  CHECK(check(R"({"maxLength":2})", "\"中文\"") == "");
  CHECK(check(R"({"pattern":"^\\u4e2d"})", "\"中文\"") == "");
  CHECK(check(R"({"pattern":"^(?<a>x)$"})", "\"y\"") == ": does not match the pattern ^(?P<a>x)$");
}

TEST_CASE("json_schema: arrays and objects") {
  CHECK(check(R"({"items":{"type":"number"}})", "[1,2,\"x\"]") == "/2: is string, not number");
  CHECK(check(R"({"items":[true,{"type":"null"}],"additionalItems":false})", "[1,null,3]") ==
        "/2: is not allowed here");
  CHECK(check(R"({"contains":{"const":1.0}})", "[0,1]") == "");
  CHECK(check(R"({"contains":{"const":1}})", "[]") == ": has no item such as contains asks for");
  CHECK(check(R"({"uniqueItems":true})", R"([{"a":1,"b":[2]},{"b":[2.0],"a":1}])") == ": has the same item twice");
  CHECK(check(R"({"uniqueItems":true})", R"([1,true,"1",[1]])") == "");
  const char* const person =
      R"({"properties":{"name":{"type":"string"},"a/b":{"minimum":0}},"required":["name"],"patternProperties":{"^x-":true},"additionalProperties":false})";
  CHECK(check(person, R"({"name":"陈","x-y":1,"a/b":3})") == "");
  CHECK(check(person, R"({"a/b":-1})") == ": lacks the required property \"name\"");
  CHECK(check(person, R"({"name":"a","a/b":-1})") == "/a~1b: is less than the minimum 0");
  CHECK(check(person, R"({"name":"a","_dsprep":{}})") == "/_dsprep: is not allowed here");
  CHECK(check(person, R"({"name":"a","_dsprep":{}})", "_dsprep") == "");
  CHECK(check(person, R"({"name":1,"n\u0061me":"a"})") == "");  // of duplicate keys the last
  CHECK(check(person, R"({"name":"a","name":1})") == "/name: is number, not string");
  CHECK(violations(person, R"({"a/b":-1,"z":1,"y":2})") == 4);
  CHECK(check(R"({"propertyNames":{"maxLength":2}})", R"({"ab":1,"abc":2})") ==
        "/abc: has a name that propertyNames does not allow");
  CHECK(check(R"({"dependencies":{"a":["b"],"c":{"required":["d"]}}})", R"({"a":1})") ==
        ": has \"a\" but lacks \"b\", on which it depends");
  CHECK(check(R"({"dependencies":{"a":["b"],"c":{"required":["d"]}}})", R"({"c":1})") ==
        ": lacks the required property \"d\"");
  CHECK(check(R"({"minProperties":2})", R"({"a":1,"a":2})") == ": has 1 properties, at least 2 are asked");
  CHECK(check(R"({"properties":{"":{"type":"null"}}})", R"({"":1})") == "/: is number, not null");
}

TEST_CASE("json_schema: combined") {
  CHECK(check(R"({"enum":[1,"a",{"x":[1]}]})", R"({"x":[1.0]})") == "");
  CHECK(check(R"({"enum":[1,"a"]})", "2") == ": is none of the values of the enum");
  CHECK(check(R"({"anyOf":[{"type":"null"},{"minimum":3}]})", "2") == ": matches no schema of anyOf");
  CHECK(check(R"({"oneOf":[{"minimum":1},{"minimum":2}]})", "2") == ": matches 2 schemas of oneOf, not one");
  CHECK(check(R"({"not":{"type":"null"}})", "null") == ": matches the schema of not");
  CHECK(check(R"({"if":{"minimum":10},"then":{"multipleOf":10},"else":{"maximum":5}})", "15") ==
        ": is no multiple of 10");
  CHECK(check(R"({"if":{"minimum":10},"then":{"multipleOf":10},"else":{"maximum":5}})", "7") ==
        ": is more than the maximum 5");
  CHECK(check(R"({"allOf":[{"minimum":1},{"maximum":2}]})", "3") == ": is more than the maximum 2");
}

TEST_CASE("json_schema: references") {
  const char* const tree =
      R"({"$id":"http://x/t","definitions":{"n":{"$id":"#node","properties":{"left":{"$ref":"#node"},"right":{"$ref":"#/definitions/n"},"v":{"type":"integer"}}}},"$ref":"http://x/t#/definitions/n"})";
  CHECK(check(tree, R"({"left":{"right":{"v":1}}})") == "");
  CHECK(check(tree, R"({"left":{"right":{"v":"1"}}})") == "/left/right/v: is string, not integer");
  CHECK(check(R"({"$ref":"#/definitions/a%25~1","definitions":{"a%/":{"type":"null"}}})", "1") ==
        ": is number, not null");
}

TEST_CASE("json_schema: errors say file, line, column, pointer") {
  CHECK(error("{\n  \"type\": \"int\"\n}") ==
        "s.json:2:11: /type: is one of null, boolean, integer, number, string, array, object");
  CHECK(error("{\n \"a\": }") == "s.json:2:7: this is not JSON: expected a value");
  CHECK(error("[]") == "s.json:1:1: a schema is an object, true or false, not array");
  CHECK(error(R"({"properties":{"中":{"minimum":"3"}}})") ==
        "s.json:1:31: /properties/中/minimum: is a number, not text");
  CHECK(error(R"({"requierd":[]})").find("did you mean \"required\"?") != std::string::npos);
  CHECK(error(R"({"prefixItems":[]})").find("later draft") != std::string::npos);
  CHECK(error(R"({"x-mine":1,"nullable":true,"$comment":"c"})") == "");
  CHECK(error(R"j({"pattern":"(?=x)"})j").find("s.json:1:12: /pattern: ") == 0);
  CHECK(error(R"({"$ref":"other.json"})").find("leads out of the file") != std::string::npos);
  CHECK(error(R"({"$ref":"#/definitions/x"})").find("leads nowhere") != std::string::npos);
  CHECK(error(R"({"minLength":-1})").find("whole number of at least 0") != std::string::npos);
  CHECK(error(R"({"multipleOf":0})").find("a number above 0") != std::string::npos);
  CHECK(error(R"({"enum":[]})") != "");
  CHECK(error(R"({"allOf":[]})") != "");
}

TEST_CASE("json_schema: bombs") {
  CHECK(error(R"({"$ref":"#"})").find("without end") != std::string::npos);
  CHECK(error(R"({"allOf":[{"anyOf":[{"$ref":"#"}]}]})").find("without end") != std::string::npos);
  CHECK(
      error(
          R"({"definitions":{"a":{"$ref":"#/definitions/b"},"b":{"not":{"$ref":"#/definitions/a"}}},"items":{"$ref":"#/definitions/a"}})")
          .find("without end") != std::string::npos);
  std::string deep;
  for (int i = 0; i < 300; ++i) deep += "{\"items\":";
  CHECK(error(deep + "true" + std::string(300, '}')).find("nested deeper than 200") != std::string::npos);
  // Each level asks the next twice: 2^60 steps.
  std::string bomb = "{\"definitions\":{";
  for (int i = 0; i < 60; ++i)
    bomb += "\"d" + std::to_string(i) + "\":{\"allOf\":[{\"$ref\":\"#/definitions/d" + std::to_string(i + 1) +
            "\"},{\"$ref\":\"#/definitions/d" + std::to_string(i + 1) + "\"}]},";
  bomb += "\"d60\":{\"type\":\"null\"}},\"$ref\":\"#/definitions/d0\"}";
  CHECK(check(bomb, "null") == "not judged");
  // A recursive schema that asks twice at every depth of the value.
  const char* const twice =
      R"({"anyOf":[{"items":{"$ref":"#"},"type":"array","minItems":2},{"items":{"$ref":"#"},"type":"array","minItems":2}]})";
  CHECK(check(twice, std::string(100, '[') + std::string(100, ']')) == "not judged");
  CHECK(check(R"({"items":{"$ref":"#"}})", std::string(1000, '[') + std::string(1000, ']')) == "");
  CHECK(check(R"({"pattern":"(a*)*b"})", "\"" + std::string(1 << 20, 'a') + "\"").find("does not match") !=
        std::string::npos);
  std::string many = "[";
  for (int i = 0; i < 100'000; ++i) many += std::to_string(i) + ",";
  CHECK(check(R"({"uniqueItems":true,"items":{"type":"integer"}})", many + "0]") == ": has the same item twice");
}

TEST_CASE("canonical_json: equal values are spelled the same") {
  const auto canonical = [](std::string_view json) {
    std::string out;
    models::append_canonical(out, Value(json));
    return out;
  };
  CHECK(canonical(R"({"b":1.0,"a":"\u4e2d","b":1e0})") == canonical(R"({ "a" : "中", "b" : 1 })"));
  CHECK(canonical("-0") == canonical("0.0"));
  CHECK(canonical("100") == canonical("1E2"));
  CHECK(canonical("0.1") == canonical("1e-1"));
  CHECK(canonical("[1,[]]") != canonical("[[1]]"));
  CHECK(canonical("\"1\"") != canonical("1"));
  CHECK(canonical("123456789012345678901234567890") != canonical("123456789012345678901234567891"));
}

#include <string>

#include "dsprep/value.h"
#include "support/catch.h"

using dsprep::validate_json;

namespace {

struct Bad {
  std::string json;
  std::size_t offset;
  std::string reason;
};

}  // namespace

TEST_CASE("valid JSON") {
  const std::string good[] = {
      "{}",
      "[]",
      " {} ",
      "\t[\r\n]\n",
      "0",
      "-0",
      "1",
      "-1",
      "10",
      "1.0",
      "1.50",
      "0.1",
      "-0.1e-10",
      "1e5",
      "1E+5",
      "0e0",
      "18446744073709551616",
      "123456789012345678901234567890",
      "1e999",
      "-1e-999",
      "0.00000000000000000000000000000001",
      "true",
      "false",
      "null",
      "\"\"",
      "\"a\"",
      "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
      "\"\\u0000\"",
      "\"\\ud83d\\ude00\"",
      "\"\\uDBFF\\uDFFF\"",
      "\"\\uABCD\\uabcd\"",
      "\"\x7f\"",
      "\"\xc3\xa9\"",
      "\"\xed\x9f\xbf\"",
      "\"\xee\x80\x80\"",
      "\"\xf4\x8f\xbf\xbf\"",
      "[1,2]",
      "[1 , 2]",
      "[[[]]]",
      "[{},[],\"\",0]",
      "{\"a\":1}",
      "{ \"a\" : 1 , \"b\" : [ ] }",
      "{\"a\":1,\"a\":2}",
      "{\"\":0}",
      "{\"a\":{\"b\":{\"c\":[{}]}}}",
      "[null,true,false]",
      "[\"a,b]\"]",
  };
  for (const std::string& json : good) {
    INFO(json);
    const auto fault = validate_json(json);
    CHECK_FALSE(fault);
  }
}

TEST_CASE("faults are named and placed") {
  const Bad bad[] = {
      {"", 0, "nothing but white space"},
      {"  ", 2, "nothing but white space"},
      {"[1,]", 3, "expected a value"},
      {"[,1]", 1, "expected a value"},
      {"[1,,2]", 3, "expected a value"},
      {"[1 2]", 3, "expected ',' or ']'"},
      {"[1}", 2, "expected ',' or ']'"},
      {"{\"a\":1]", 6, "expected ',' or '}'"},
      {"[", 1, "unclosed array"},
      {"[1", 2, "unclosed array"},
      {"{", 1, "unclosed object"},
      {"{\"a\":1", 6, "unclosed object"},
      {"[1,", 3, "expected a value"},
      {"{\"a\":1,", 7, "expected a key in quotes"},
      {"{\"a\"", 4, "expected ':'"},
      {"{\"a\" 1}", 5, "expected ':'"},
      {"{\"a\":}", 5, "expected a value"},
      {"{\"a\":", 5, "expected a value"},
      {"{a:1}", 1, "expected a key in quotes"},
      {"{1:1}", 1, "expected a key in quotes"},
      {"{,}", 1, "expected a key in quotes"},
      {"{\"a\":1,}", 7, "expected a key in quotes"},
      {"{\"a\":1 \"b\":2}", 7, "expected ',' or '}'"},
      {"{'a':1}", 1, "expected a key in quotes"},
      {"]", 0, "expected a value"},
      {"}", 0, "expected a value"},
      {":", 0, "expected a value"},
      {"{} {}", 3, "something behind the value"},
      {"1 2", 2, "something behind the value"},
      {"[]]", 2, "something behind the value"},
      {"tru", 3, "expected 'true'"},
      {"True", 0, "expected a value"},
      {"[truE]", 4, "expected 'true'"},
      {"nul", 3, "expected 'null'"},
      {"falsy", 4, "expected 'false'"},
      {"[nullx]", 5, "expected ',' or ']'"},
      {"NaN", 0, "expected a value"},
      {"Infinity", 0, "expected a value"},
      {"-", 1, "expected a digit"},
      {"-a", 1, "expected a digit"},
      {"01", 1, "a number may not begin with 0"},
      {"-01", 2, "a number may not begin with 0"},
      {"1.", 2, "expected a digit"},
      {"1.e5", 2, "expected a digit"},
      {".5", 0, "expected a value"},
      {"+1", 0, "expected a value"},
      {"1e", 2, "expected a digit"},
      {"1e+", 3, "expected a digit"},
      {"[1e5.5]", 4, "expected ',' or ']'"},
      {"0x1", 1, "something behind the value"},
      {"-Infinity", 1, "expected a digit"},
      {"\"abc", 0, "unclosed string"},
      {"[\"abc]", 1, "unclosed string"},
      {"\"\\", 0, "unclosed string"},
      {"\"\\\"", 0, "unclosed string"},
      {"\"a\nb\"", 2, "control character in a string"},
      {std::string("\"\0\"", 3), 1, "control character in a string"},
      {"\"\t\"", 1, "control character in a string"},
      {"\"\\x\"", 1, "invalid escape"},
      {"\"a\\'\"", 2, "invalid escape"},
      {"\"\\u12\"", 1, "invalid escape"},
      {"\"\\u12g4\"", 1, "invalid escape"},
      {"\"\\U0041\"", 1, "invalid escape"},
      {"\"\\ud800\"", 1, "lone surrogate"},
      {"\"\\udc00\"", 1, "lone surrogate"},
      {"\"\\ud800\\u0041\"", 1, "lone surrogate"},
      {"\"\\ud800\\ud800\"", 1, "lone surrogate"},
      {"\"\\ud800abcdef\"", 1, "lone surrogate"},
      {"\"x\\ud83d\\ude\"", 2, "lone surrogate"},
      {"\"\xff\"", 1, "invalid UTF-8"},
      {"\"a\x80\"", 2, "invalid UTF-8"},
      {"\"\xc0\x80\"", 1, "invalid UTF-8"},
      {"\"\xc3\"", 1, "invalid UTF-8"},
      {"\"\xe2\x82\"", 1, "invalid UTF-8"},
      {"\"\xed\xa0\x80\"", 1, "invalid UTF-8"},
      {"\"\xf4\x90\x80\x80\"", 1, "invalid UTF-8"},
      {"\"\xf8\x88\x80\x80\x80\"", 1, "invalid UTF-8"},
      {"\"\xe0\x80\xaf\"", 1, "invalid UTF-8"},
      {"\xef\xbb\xbf{}", 0, "expected a value"},
      {"[1]\x0c", 3, "something behind the value"},
      {"[\x0c"
       "1]",
       1, "expected a value"},
      {"/**/1", 0, "expected a value"},
      {"[1]//x", 3, "something behind the value"},
      {"[\xc2\xa0]", 1, "expected a value"},
  };
  for (const Bad& b : bad) {
    INFO(b.json);
    const auto fault = validate_json(b.json);
    REQUIRE(fault);
    CHECK(fault->reason == b.reason);
    CHECK(fault->offset == b.offset);
  }
}

TEST_CASE("depth is limited and costs no stack") {
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK_FALSE(validate_json(nested(1024)));
  const auto fault = validate_json(nested(1025));
  REQUIRE(fault);
  CHECK(fault->reason == "deeper than 1024");
  CHECK(fault->offset == 1024);
  CHECK(validate_json(std::string(10'000'000, '['))->offset == 1024);
}

#include "dsprep/value.h"

#include <cmath>
#include <limits>

#include "json/same_value.h"
#include "naive_json.h"
#include "random_json.h"
#include "support/catch.h"

using namespace dsprep;

TEST_CASE("types and scalars") {
  CHECK(Value().type() == FieldType::missing);
  CHECK(Value("  ").type() == FieldType::missing);
  CHECK(Value(" null ").type() == FieldType::null);
  CHECK(Value("true").boolean() == true);
  CHECK(Value("false").boolean() == false);
  CHECK_FALSE(Value("1").boolean());
  CHECK(Value(" [1] ").raw() == "[1]");
  CHECK(name_of(FieldType::object) == "object");
  CHECK(name_of(FieldType::missing) == "missing");
}

TEST_CASE("numbers") {
  CHECK(Value("12").integer() == 12);
  CHECK(Value("-0").integer() == 0);
  CHECK(Value("9223372036854775807").integer() == std::numeric_limits<std::int64_t>::max());
  CHECK(Value("-9223372036854775808").integer() == std::numeric_limits<std::int64_t>::min());
  CHECK_FALSE(Value("9223372036854775808").integer());
  CHECK_FALSE(Value("1.0").integer());
  CHECK_FALSE(Value("1e2").integer());
  CHECK_FALSE(Value("\"1\"").integer());
  CHECK(Value("0.1").number() == 0.1);
  CHECK(Value("9007199254740993").number() == 9007199254740992.0);
  CHECK(Value("123456789012345678901234567890").number() == 123456789012345678901234567890.0);
  const double infinity = std::numeric_limits<double>::infinity();
  CHECK(Value("1e999").number() == infinity);
  CHECK(Value("-1e999").number() == -infinity);
  CHECK(Value("1e99999999999999999999999999").number() == infinity);
  CHECK(Value("0.000001e400").number() == infinity);
  CHECK(Value(std::string(400, '9')).number() == infinity);
  CHECK(Value("1e-999").number() == 0.0);
  CHECK(Value("1e-99999999999999999999999999").number() == 0.0);
  CHECK(std::signbit(*Value("-1e-999").number()));
  CHECK(Value("0e999").number() == 0.0);
  CHECK(Value("0.0e99999999999999999999").number() == 0.0);
  CHECK(Value("5e-324").number() == std::numeric_limits<double>::denorm_min());
  CHECK(Value("0." + std::string(400, '0') + "1e401").number() == 1.0);
  CHECK(Value("0." + std::string(400, '0') + "1").number() == 0.0);
}

TEST_CASE("texts") {
  std::string scratch;
  const std::string plain = "\"abc\"";
  CHECK(Value(plain).text(scratch)->data() == plain.data() + 1);
  CHECK(Value("\"a\\nb\"").text() == "a\nb");
  CHECK(Value("\"\"").text() == "");
  CHECK_FALSE(Value("null").text());
}

TEST_CASE("cursors") {
  const Value value(R"( { "a" : [ 1 , "x]\"" , { "b" : [ ] } , [ ] ] , "k\u0065y" : 2 , "a" : [ 7 ] , "":null } )");
  CHECK(value.size() == 4);
  CHECK(value["a"].raw() == "[ 7 ]");
  CHECK(value["key"].integer() == 2);
  CHECK(value[""].type() == FieldType::null);
  CHECK_FALSE(value["nothing"].exists());
  CHECK_FALSE(value.at(0).exists());
  Value::Members members = value.members();
  REQUIRE(members.next());
  const Value list = members.value();
  CHECK(list.size() == 4);
  CHECK(list.at(1).text() == "x]\"");
  CHECK(list.at(2)["b"].size() == 0);
  CHECK_FALSE(list.at(4).exists());
  REQUIRE(members.next());
  std::string scratch;
  CHECK(members.raw_key() == "k\\u0065y");
  CHECK(members.key(scratch) == "key");
  while (members.next()) {
  }
  CHECK_FALSE(members.next());
  CHECK_FALSE(Value("5").elements().next());
  CHECK_FALSE(Value().members().next());
}

TEST_CASE("find") {
  const Value value(R"({"a":{"b":[10,{"c/d":"x","~":1}]},"0":[5],"":3,"dup":{"x":1},"dup":{"y":2}})");
  CHECK(value.find("").raw() == value.raw());
  CHECK(value.find("/a/b/0").integer() == 10);
  CHECK(value.find("/a/b/1/c~1d").text() == "x");
  CHECK(value.find("/a/b/1/~0").integer() == 1);
  CHECK(value.find("/0/0").integer() == 5);
  CHECK(value.find("/").integer() == 3);
  CHECK_FALSE(value.find("/a/b/2").exists());
  CHECK_FALSE(value.find("/a/b/00").exists());
  CHECK_FALSE(value.find("/a/b/-1").exists());
  CHECK_FALSE(value.find("/a/b/0/x").exists());
  CHECK_FALSE(value.find("a").exists());
  CHECK_FALSE(value.find("/dup/x").exists());
  CHECK(value.find("/dup/y").integer() == 2);
}

TEST_CASE("hostile nesting costs no stack") {
  const std::string deep = std::string(1'000'000, '[') + std::string(1'000'000, ']');
  CHECK(Value(deep).size() == 1);
  CHECK(Value(deep).at(0).raw().size() == deep.size() - 2);
  std::string slashes = "\"";
  for (int i = 0; i < 1'000'000; ++i) slashes += "\\\\\\\"";
  slashes += "\"";
  CHECK(Value("[" + slashes + ",1]").at(1).integer() == 1);
}

TEST_CASE("cursors over what is no JSON stay in bounds and end") {
  json::test::RandomJson random(5);
  std::string scratch;
  for (int i = 0; i < 20000; ++i) {
    const std::string json = random.damaged(random.record());
    const Value value(json);
    std::size_t count = 0;
    for (Value::Members it = value.members(); it.next();) count += it.key(scratch).size() + it.value().size() + 1;
    REQUIRE(count <= 2 * json.size());
    indented(json);
  }
}

TEST_CASE("cursors agree with a naive parse") {
  json::test::RandomJson random(6);
  for (int i = 0; i < 3000; ++i) {
    const std::string json = random.record();
    const json::test::Tree tree = json::test::parse(json);
    const Value value(json);
    std::size_t at = 0;
    std::string scratch;
    for (Value::Members it = value.members(); it.next(); ++at) {
      REQUIRE(at < tree.members.size());
      REQUIRE(it.key(scratch) == tree.members[at].first);
      REQUIRE(json::test::parse(it.value().raw()) == tree.members[at].second);
    }
    REQUIRE(at == tree.members.size());
    REQUIRE(json::test::parse(indented(json)) == tree);
  }
}

TEST_CASE("the builder") {
  ValueBuilder builder;
  builder.begin_object()
      .member("a", "x\n")
      .member("n", std::int64_t{-5})
      .member("u", std::uint64_t{18446744073709551615u});
  builder.key("list")
      .begin_array()
      .number(0.1)
      .number(1e22)
      .number(3.0)
      .number(NAN)
      .number(INFINITY)
      .boolean(true)
      .null()
      .raw(" [1, 2] ");
  builder.begin_object()
      .end_object()
      .begin_array()
      .end_array()
      .text("{[,:")
      .text("")
      .end_array()
      .member("b", false)
      .end_object();
  CHECK(builder.json() == R"({"a":"x\n","n":-5,"u":18446744073709551615,"list":[0.1,1e+22,3,null,null,true,)"
                          R"(null,[1, 2],{},[],"{[,:",""],"b":false})");
  CHECK_FALSE(validate_json(builder.json()));
  builder.clear();
  CHECK(builder.text("only").take() == "\"only\"");
}

TEST_CASE("indented") {
  CHECK(indented(R"({"a":[1,{"b":"x, {y}"}],"c":{ },"d":[]})") == R"({
  "a": [
    1,
    {
      "b": "x, {y}"
    }
  ],
  "c": {},
  "d": []
})");
  CHECK(indented("5") == "5");
}

TEST_CASE("same_value looks through spelling") {
  std::string x, y;
  const auto same = [&](std::string_view a, std::string_view b) {
    const bool one = json::same_value(a, b, x, y), other = json::same_value(b, a, x, y);
    CHECK(one == other);
    return one;
  };
  CHECK(same("{\"a\":[1,2]}", " { \"\\u0061\" : [ 1 , 2.0 ] } "));
  CHECK(same("1.50", "15e-1"));
  CHECK(same("-0", "0"));
  CHECK(same("\"\\u00e9\"", "\"\xc3\xa9\""));
  CHECK(same("123456789012345678901234567890", "1.2345678901234568e+29"));
  CHECK_FALSE(same("123456789012345678901234567890", "123456789012345678901234567891"));
  CHECK_FALSE(same("9007199254740993", "9007199254740992"));
  CHECK_FALSE(same("1e998", "1e999"));
  CHECK(same("1e999", "1e999"));
  CHECK_FALSE(same("[1]", "[1,1]"));
  CHECK_FALSE(same("[1]", "{\"a\":1}"));
  CHECK_FALSE(same("{\"a\":1,\"b\":2}", "{\"b\":2,\"a\":1}"));
  CHECK_FALSE(same("null", "false"));
  CHECK_FALSE(same("\"1\"", "1"));
  CHECK_FALSE(same("[]", "{}"));
}

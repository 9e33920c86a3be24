#include "registry/param_json.h"

#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::registry;

namespace {

std::string json_of(const ParamValue& value) {
  ValueBuilder out;
  write_json(out, value);
  return out.take();
}

}  // namespace

TEST_CASE("parameter values come back from JSON as they went there") {
  const ParamValue value = ParamTable{
      {"text", std::string("日本 \"x\"")},
      {"off", false},
      {"whole", std::int64_t{-3}},
      {"share", 0.25},
      {"unset", ParamValue{}},
      {"list", ParamList{std::string("a"), ParamTable{{"z", std::int64_t{1}}, {"a", ParamList{}}}}},
  };
  const std::string json =
      R"({"text":"日本 \"x\"","off":false,"whole":-3,"share":0.25,"unset":null,"list":["a",{"z":1,"a":[]}]})";
  CHECK(json_of(value) == json);
  CHECK(json_of(param_value(Value(json))) == json);
}

TEST_CASE("JSON that is no parameter value is cut, not followed") {
  CHECK(json_of(param_value(Value("[[[[[[[[[[1]]]]]]]]]]"))) == "[[[[[[[[[]]]]]]]]]");
  CHECK(json_of(param_value(Value("9223372036854775808"))) == "9223372036854775808");
}

#include "registry/find_param.h"

#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::registry;

TEST_CASE("parameters are found by name, - or _") {
  const std::vector<ParamInfo> infos{{.name = "min_words"}, {.name = "field"}};
  CHECK(find_param(infos, "min-words") == &infos[0]);
  CHECK(find_param(infos, "min_words") == &infos[0]);
  CHECK(find_param(infos, "field") == &infos[1]);
  CHECK(find_param(infos, "fields") == nullptr);
  CHECK(find_param({}, "field") == nullptr);
  CHECK(param_names(infos) == std::vector<std::string>{"min_words", "field"});
}

TEST_CASE("values are found by exact name, unset ones too") {
  const ParamValues values{{"min_words", std::int64_t{3}}, {"field", ParamValue{}}};
  REQUIRE(find_value(values, "min_words") != nullptr);
  CHECK(std::get<std::int64_t>(*find_value(values, "min_words")) == 3);
  REQUIRE(find_value(values, "field") != nullptr);
  CHECK_FALSE(find_value(values, "field")->set());
  CHECK(find_value(values, "min-words") == nullptr);
}

#include "registry/registry.h"

#include <set>

#include "support/catch.h"
#include "unit/registry/fake_ops.h"

using namespace dsprep;

TEST_CASE("a registry is sorted by family and name") {
  registry::Registry registry = test::fake_registry();
  CHECK(registry.names() == std::vector<std::string>{"every_thing", "plain", "portions"});
  static const OpSpec late{"aaa", Family::normalize,         "Comes between",   "", "",
                           {},    describe_params<NoParams>, test::make_nothing};
  registry.add(&late);
  CHECK(registry.names() == std::vector<std::string>{"every_thing", "plain", "aaa", "portions"});
  CHECK(registry.of(Family::clean).size() == 2);
  CHECK(registry.of(Family::report).empty());
}

TEST_CASE("an op is found by its name, dashes or underscores") {
  const registry::Registry registry = test::fake_registry();
  CHECK(registry.find("every_thing") == &test::everything);
  CHECK(registry.find("every-thing") == &test::everything);
  CHECK(registry.find("everything") == nullptr);
  CHECK(registry.find("every_thin") == nullptr);
  CHECK(registry.find("") == nullptr);
}

TEST_CASE("a family's principal op") {
  const registry::Registry registry = test::fake_registry();
  CHECK(registry.principal(Family::split) == &test::portions);
  CHECK(registry.principal(Family::clean) == nullptr);
}

TEST_CASE("families and types have names") {
  std::set<std::string_view> names;
  for (const Family family : all_families) names.insert(name_of(family));
  CHECK(names == std::set<std::string_view>{"clean", "normalize", "augment", "label", "split", "report"});
  CHECK(name_of(ParamType::boolean) == "boolean");
  CHECK(name_of(ParamType::table) == "table");
  CHECK(name_of(ParamType::table_list) == "list of tables");
}

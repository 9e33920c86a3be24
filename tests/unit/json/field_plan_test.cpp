#include "json/field_plan.h"

#include "record_fixture.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::json;

TEST_CASE("pointers") {
  using Tokens = std::vector<std::string>;
  CHECK(parse_pointer("text").value() == Tokens{"text"});
  CHECK(parse_pointer("/text").value() == Tokens{"text"});
  CHECK(parse_pointer("/a/b").value() == Tokens{"a", "b"});
  CHECK(parse_pointer("/").value() == Tokens{""});
  CHECK(parse_pointer("/a//b/").value() == Tokens{"a", "", "b", ""});
  CHECK(parse_pointer("/a~1b/~0~01").value() == Tokens{"a/b", "~~1"});
  CHECK(parse_pointer("/m/*/c").value() == Tokens{"m", "*", "c"});
  CHECK(parse_pointer("a.b c").value() == Tokens{"a.b c"});
  CHECK_FALSE(parse_pointer("").ok());
  CHECK_FALSE(parse_pointer("/a~").ok());
  CHECK_FALSE(parse_pointer("/a~2").ok());
  CHECK_FALSE(parse_pointer("/\xff").ok());
  std::string deep;
  for (int i = 0; i < 1025; ++i) deep += "/a";
  CHECK_FALSE(parse_pointer(deep).ok());
  CHECK(parse_pointer(deep.substr(2)).ok());
  CHECK(parse_pointer("").error().kind == Error::Kind::usage);
}

TEST_CASE("slots know what they overlap with") {
  const FieldPlan plan = test::make_plan({"/m", "/m/*/c", "/m/0/c", "/m/*/r", "/x", "/m/a/c", "x"});
  using Slots = std::vector<std::uint16_t>;
  CHECK(plan.slots()[0].overlaps == Slots{1, 2, 3, 5});
  CHECK(plan.slots()[1].overlaps == Slots{0, 2});
  CHECK(plan.slots()[2].overlaps == Slots{0, 1});
  CHECK(plan.slots()[3].overlaps == Slots{0});
  CHECK(plan.slots()[4].overlaps == Slots{6});
  CHECK(plan.slots()[5].overlaps == Slots{0});
  CHECK(plan.slots()[1].many);
  CHECK_FALSE(plan.slots()[2].many);
}

TEST_CASE("the tree is in preorder and its ranges are right") {
  const FieldPlan plan = test::make_plan({"/m/a/x", "/n", "/m/*", "/m/a", "/m/b/y"});
  const auto& nodes = plan.nodes();
  CHECK(nodes[0].subtree_end == nodes.size());
  for (std::size_t i = 0; i < nodes.size(); ++i) {
    std::vector<std::uint32_t> children = nodes[i].children;
    if (nodes[i].star >= 0) children.push_back(static_cast<std::uint32_t>(nodes[i].star));
    for (const std::uint32_t child : children) {
      CHECK(nodes[child].parent == static_cast<std::int32_t>(i));
      CHECK(child > i);
      CHECK(nodes[child].subtree_end <= nodes[i].subtree_end);
      for (std::size_t k = 0; k < nodes[child].within.size(); ++k) {
        CHECK(nodes[i].below[nodes[child].offset + k] == nodes[child].within[k]);
      }
    }
  }
  CHECK(nodes[0].below.size() == 5);
}

TEST_CASE("plans that cannot be") {
  CHECK_FALSE(FieldPlan::make({{"/a", true}, {"", false}}).ok());
  FieldPlan::Options options;
  options.id = Field{0};
  CHECK_FALSE(FieldPlan::make({{"/a/*", false}}, options).ok());
  CHECK(FieldPlan::make({}).ok());
}

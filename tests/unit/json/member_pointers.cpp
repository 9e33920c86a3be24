#include "json/member_pointers.h"

#include "support/catch.h"

using namespace dsprep;

namespace {

std::string pointers(std::string_view json) {
  std::set<std::string> found;
  json::add_member_pointers(json, found);
  std::string all;
  for (const std::string& pointer : found) all += (all.empty() ? "" : " ") + pointer;
  return all;
}

}  // namespace

TEST_CASE("member_pointers: members, nested ones, and elements by the first") {
  CHECK(pointers(R"({"text":"x","meta":{"lang":"en","a/b":1,"c~d":2},"标签":[1]})") ==
        "/meta /meta/a~1b /meta/c~0d /meta/lang /text /标签");
  CHECK(pointers(R"({"messages":[{"role":"user"},{"other":1}]})") == "/messages /messages/*/role");
  CHECK(pointers(R"({"a\u0062":1,"empty":[],"none":{}})") == "/ab /empty /none");
  CHECK(pointers("{}") == "");
}

TEST_CASE("member_pointers: no record is walked without end") {
  std::string deep, wide = "{";
  for (int i = 0; i < 50; ++i) deep += "{\"a\":";
  deep += "1" + std::string(50, '}');
  CHECK(pointers(deep) == "/a /a/a /a/a/a /a/a/a/a");
  for (int i = 0; i < 3000; ++i) wide += (i ? ",\"" : "\"") + std::to_string(i) + "\":0";
  std::set<std::string> found;
  json::add_member_pointers(wide + "}", found);
  CHECK(found.size() == 1000);
  CHECK(pointers("{\"" + std::string(500, 'x') + "\":1}") == "");
}

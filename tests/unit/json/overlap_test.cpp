// Fields that share bytes: one above another, or several names for one place.
#include "json/record_state.h"
#include "record_fixture.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::json;
using namespace dsprep::json::test;

TEST_CASE("each sees the other's edits") {
  Fixture f(R"({"m":[{"c":"a"},{"c":"b"}],"x":1})", {"/m", "/m/*/c", "/m/0/c", "m"});
  Record r = f.record();
  r.set_text(field(1), "A", 0);
  CHECK(r.raw(field(0)) == R"([{"c":"A"},{"c":"b"}])");
  CHECK(r.text(field(2)) == "A");
  r.set_text(field(2), "AA");
  CHECK(r.text(field(1)) == "AA\nb");
  CHECK(r.view(field(1)).text() == "AA\nb");
  r.set_raw(field(0), R"([{"c":"new"}])");
  CHECK(r.count(field(1)) == 1);
  CHECK(r.view(field(1)).text() == "new");
  CHECK(r.raw(field(3)) == R"([{"c":"new"}])");
  r.erase(field(3));
  CHECK(r.type(field(0)) == FieldType::missing);
  CHECK(r.count(field(1)) == 0);
  CHECK(f.written() == R"({"x":1})");
  CHECK(r.line() == R"({"m":[{"c":"a"},{"c":"b"}],"x":1})");
}

TEST_CASE("many edits of elements cost one rendering") {
  std::string line = "{\"m\":[";
  for (int i = 0; i < 2000; ++i) line += std::string(i ? "," : "") + "{\"role\":\"user\",\"content\":\"text\"}";
  Fixture f(line + "]}", {"/m", "/m/*/content", "/m/*/role"});
  Record r = f.record();
  for (std::size_t i = 0; i < r.count(field(1)); ++i) {
    if (r.text(field(2), i) == "user") r.set_text(field(1), "edited", i);
  }
  CHECK(f.state().renderings_used == 0);
  CHECK(r.value(field(0)).at(1999)["content"].text() == "edited");
  CHECK(r.text(field(2), 0) == "user");
  CHECK(f.state().renderings_used == 1);
}

TEST_CASE("what was handed out before stays valid") {
  Fixture f(R"({"m":["a","b"],"t":"\n text","u":"plain"})", {"/m", "/m/*", "/t", "/u"});
  Record r = f.record();
  const auto t = *r.text(field(2)), u = *r.text(field(3));
  const TextView& view = r.view(field(2));
  for (int i = 0; i < 10; ++i) {
    r.set_text(field(1), "round " + std::to_string(i), 0);
    CHECK(r.value(field(0)).at(0).text() == "round " + std::to_string(i));
    if (i == 0) r.set_text(field(3), "edited");
  }
  CHECK(t == "\n text");
  CHECK(u == "plain");
  CHECK(view.text() == "\n text");
  CHECK(r.text(field(3)) == "edited");
  CHECK(r.text(field(2)) == "\n text");
}

TEST_CASE("edited back over renderings comes out as it came in") {
  const std::string line = R"({"m":[ "\u0061", "b" ],"t":"\/"})";
  Fixture f(line, {"/m", "/m/*", "/t"});
  Record r = f.record();
  r.set_text(field(1), "x", 0);
  r.set_text(field(2), "y");
  CHECK(r.value(field(0)).size() == 2);
  r.set_text(field(1), "a", 0);
  r.set_text(field(2), "/");
  CHECK(r.value(field(0)).at(0).text() == "a");
  CHECK(f.written() == line);
  r.set_raw(field(0), "5");
  CHECK(r.count(field(1)) == 0);
  r.set_raw(field(0), "[\"a\",\"b\"]");
  CHECK(f.written() == line);
}

TEST_CASE("additions under fields that overlap") {
  Fixture f("{}", {"/meta", "/meta/a", "/meta/b", "/meta/c/d"});
  Record r = f.record();
  CHECK(r.set_integer(field(1), 1));
  CHECK(r.raw(field(0)) == R"({"a":1})");
  CHECK(r.set_integer(field(2), 2));
  CHECK(r.set_integer(field(3), 3));
  CHECK(r.raw(field(0)) == R"({"a":1,"b":2,"c":{"d":3}})");
  CHECK(r.set_text(field(0), "flat"));
  CHECK(r.type(field(1)) == FieldType::missing);
  CHECK_FALSE(r.set_integer(field(1), 1));
  CHECK(f.written() == R"({"meta":"flat"})");
  r.erase(field(0));
  CHECK(f.written() == "{}");
  CHECK(r.set_integer(field(3), 4));
  CHECK(f.written() == R"({"meta":{"c":{"d":4}}})");
}

TEST_CASE("a value deeper than a line may be is read all the same") {
  Fixture f("{\"a\":0}", {"/a", "/a/0"});
  Record r = f.record();
  r.set_raw(field(0), std::string(2000, '[') + std::string(2000, ']'));
  CHECK(r.type(field(1)) == FieldType::array);
  RecordState child;
  f.reader().derive(r, 1, child);
  CHECK(Record(child).type(field(1)) == FieldType::array);
}

#include "dsprep/record.h"

#include "json/record_state.h"
#include "record_fixture.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::json;
using namespace dsprep::json::test;

namespace {

FieldPlan::Options all() {
  FieldPlan::Options options;
  options.read_all = true;
  return options;
}

std::string members_of(const Record& record) {
  std::string out;
  record.walk(
      [&](std::string_view key, Value value) { out += std::string(key) + "=" + std::string(value.raw()) + ";"; });
  return out;
}

}  // namespace

TEST_CASE("fields are read in every type") {
  Fixture f(R"({"s":"plain","e":"a\nb","n":1.5,"i":9007199254740993,"t":true,"z":null,"l":[1],"o":{"x":2}})",
            {"/s", "/e", "/n", "/i", "/t", "/z", "/l", "/o", "/none"});
  const Record r = f.record();
  CHECK(r.type(field(0)) == FieldType::text);
  CHECK(r.text(field(0)) == "plain");
  CHECK(r.text(field(0))->data() == r.line().data() + r.line().find("plain"));
  CHECK(r.raw(field(1)) == "\"a\\nb\"");
  CHECK(r.text(field(1)) == "a\nb");
  CHECK(r.text(field(1))->data() == r.text(field(1))->data());
  CHECK(r.number(field(2)) == 1.5);
  CHECK(r.integer(field(3)) == 9007199254740993);
  CHECK(r.value(field(4)).boolean() == true);
  CHECK(r.type(field(5)) == FieldType::null);
  CHECK(r.type(field(6)) == FieldType::array);
  CHECK(r.value(field(7))["x"].integer() == 2);
  CHECK(r.type(field(8)) == FieldType::missing);
  CHECK(r.raw(field(8)).empty());
  CHECK_FALSE(r.text(field(8)));
  CHECK_FALSE(r.text(field(2)));
  CHECK_FALSE(r.number(field(0)));
  CHECK(r.count(field(8)) == 0);
  CHECK(r.count(field(0)) == 1);
  CHECK(r.view(field(0)).text() == "plain");
  CHECK(r.view(field(8)).text() == "");
  CHECK(r.view(field(2)).text() == "");
  CHECK(r.edits() == 0);
}

TEST_CASE("fields of several elements") {
  Fixture f(R"({"m":[{"c":"one"},{"c":2},{"c":"t\u0077o"},{}]})", {"/m/*/c", "/m/*/d"});
  const Record r = f.record();
  CHECK(r.count(field(0)) == 3);
  CHECK(r.text(field(0)) == "one\ntwo");
  CHECK(r.view(field(0)).text() == "one\ntwo");
  CHECK(r.text(field(0), 2) == "two");
  CHECK_FALSE(r.text(field(0), 1));
  CHECK(r.type(field(0), 1) == FieldType::number);
  CHECK(r.type(field(0), 3) == FieldType::missing);
  CHECK_FALSE(r.value(field(0), 9).exists());
  CHECK_FALSE(r.text(field(1)));
  Fixture single(R"({"m":["x",1]})", {"/m/*"});
  CHECK(single.record().text(field(0)) == "x");
  Fixture numbers(R"({"m":[2,1]})", {"/m/*"});
  CHECK_FALSE(numbers.record().text(field(0)));
  CHECK(numbers.record().number(field(0)) == 2);
}

TEST_CASE("of several elements the first that is not null stands for the field") {
  Fixture f(R"({"m":[null,2,"x"],"n":[null,null],"o":null})", {"/m/*", "/n/*", "/o", "/p/*"});
  Record r = f.record();
  CHECK(r.many(field(0)));
  CHECK_FALSE(r.many(field(2)));
  CHECK(r.type(field(0)) == FieldType::number);
  CHECK(r.integer(field(0)) == 2);
  CHECK(r.raw(field(0)) == "2");
  CHECK(r.type(field(0), 0) == FieldType::null);
  CHECK(r.text(field(0)) == "x");
  CHECK(r.type(field(1)) == FieldType::null);
  CHECK(r.raw(field(1)) == "null");
  CHECK(r.type(field(2)) == FieldType::null);
  CHECK(r.type(field(3)) == FieldType::missing);
}

TEST_CASE("walk shows every member, duplicates and edits too") {
  Fixture f(R"({"a":1,"b":"x","\u0061":{"c":2}})", {"/b", "/new"}, all());
  Record r = f.record();
  CHECK(members_of(r) == R"(a=1;b="x";\u0061={"c":2};)");
  r.set_text(field(0), "y");
  r.set_integer(field(1), 5);
  CHECK(members_of(r) == R"(a=1;b="y";\u0061={"c":2};new=5;)");
  r.erase_member("a");
  CHECK(members_of(r) == R"(b="y";new=5;)");
  CHECK(f.written() == R"({"b":"y","new":5})");
}

TEST_CASE("members may be erased while they are walked over") {
  Fixture f(R"({"a":1,"b":"x","c":2,"a":3})", {"/b", "/c"}, all());
  Record r = f.record();
  std::string seen;
  r.walk([&](std::string_view key, Value) {
    seen += key;
    if (key != "b") r.erase_member(key);
  });
  CHECK(seen == "abc");
  CHECK(f.written() == R"({"b":"x"})");
  CHECK(r.type(field(1)) == FieldType::missing);
  CHECK(r.set_integer(field(1), 9));
  CHECK(f.written() == R"({"b":"x","c":9})");
}

TEST_CASE("erasing a hundred thousand members is not quadratic") {
  std::string line = "{\"keep\":1";
  for (int i = 0; i < 100'000; ++i) line += ",\"k" + std::to_string(i) + "\":0";
  Fixture f(line + "}", {"/keep"}, all());
  Record r = f.record();
  r.walk([&](std::string_view key, Value) {
    if (key != "keep") r.erase_member(key);
  });
  CHECK(f.written() == "{\"keep\":1}");
}

TEST_CASE("a state used again remembers nothing") {
  FieldPlan plan = make_plan({"/a", "/b"});
  RecordReader reader;
  RecordState state;
  const PaddedLine first(R"({"a":"x\ny","b":1})"), second(R"({"b":"z"})");
  REQUIRE_FALSE(reader.read(first, plan, state));
  Record r(state);
  CHECK(r.text(field(0)) == "x\ny");
  CHECK(r.view(field(0)).text() == "x\ny");
  r.set_text(field(1), "edited");
  REQUIRE_FALSE(reader.read(second, plan, state));
  CHECK_FALSE(r.text(field(0)));
  CHECK(r.view(field(0)).text() == "");
  CHECK(r.text(field(1)) == "z");
  CHECK(r.edits() == 0);
  CHECK_FALSE(changed(r));
}

TEST_CASE("the storage of a huge record is given back") {
  FieldPlan plan = make_plan({"/a/*"});
  RecordReader reader;
  RecordState state;
  std::string line = "{\"a\":[\"x\"";
  for (int i = 0; i < 300'000; ++i) line += ",\"\\n\"";
  const PaddedLine huge(line + "]}"), small("{\"a\":[\"\\n\"]}");
  REQUIRE_FALSE(reader.read(huge, plan, state));
  for (std::size_t i = 0; i < Record(state).count(field(0)); ++i) Record(state).text(field(0), i);
  CHECK(state.texts.size() >= 300'000);
  REQUIRE_FALSE(reader.read(small, plan, state));
  CHECK(state.texts.size() <= 4096);
  CHECK(state.slots[0].hits.capacity() < 300'000);
  CHECK(Record(state).text(field(0)) == "\n");
}

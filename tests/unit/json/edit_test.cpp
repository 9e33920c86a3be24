// Edits one by one, byte for byte.
#include "record_fixture.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::json;
using namespace dsprep::json::test;

namespace {

// What becomes of `line` when `edit` is done to a record with these fields.
template <class Edit>
std::string after(std::string_view line, const std::vector<std::string>& pointers, Edit edit) {
  Fixture f(line, pointers);
  if (f.fault) return f.fault->reason;
  Record r = f.record();
  edit(r);
  return f.written();
}

std::string after_adding(std::string_view line, const char* pointer) {
  return after(line, {pointer}, [](Record r) { r.set_integer(field(0), 1); });
}

template <int... slots>
void erase(Record r) {
  (r.erase(field(slots)), ...);
}

}  // namespace

TEST_CASE("values are replaced in place, and nothing else moves") {
  const auto edit = [](Record r) {
    CHECK(r.set_text(field(0), "new\n\"\xc3\xa9"));
    CHECK(r.set_number(field(1), 0.5));
    CHECK(r.text(field(0)) == "new\n\"\xc3\xa9");
    CHECK(r.raw(field(0)) == "\"new\\n\\\"\xc3\xa9\"");
    CHECK(r.view(field(0)).text() == "new\n\"\xc3\xa9");
    CHECK(r.number(field(1)) == 0.5);
    CHECK(r.edits() == 2);
  };
  CHECK(after(R"( { "x" : 1.0, "a" :  "old" , "b":[ 1 ] ,"y":"\u0061"} )", {"/a", "/b"}, edit) ==
        " { \"x\" : 1.0, \"a\" :  \"new\\n\\\"\xc3\xa9\" , \"b\":0.5 ,\"y\":\"\\u0061\"} ");
}

TEST_CASE("an edit that leaves the value equal is no edit") {
  const std::string line = R"({"s":"\u0061\/","n":1.50,"i":9007199254740993,"l":[ 1, "\u00e9" ],"z":null})";
  Fixture f(line, {"/s", "/n", "/i", "/l", "/z"});
  Record r = f.record();
  CHECK(r.set_text(field(0), "a/"));
  CHECK(r.set_raw(field(0), "\"a/\""));
  CHECK(r.set_number(field(1), 1.5));
  CHECK(r.set_number(field(2), 9007199254740992.0));
  CHECK(r.set_integer(field(2), 9007199254740993));
  CHECK(r.set_raw(field(3), "[1,\"\xc3\xa9\"]"));
  CHECK(r.set_raw(field(4), " null "));
  CHECK(r.edits() == 0);
  CHECK(f.written() == line);
  CHECK(r.set_integer(field(2), 9007199254740992));
  CHECK(r.edits() == 1);
}

TEST_CASE("a value edited back comes out as it came in") {
  const std::string line = R"({"s":"\u0061","n":1.50,"t":"x"})";
  Fixture f(line, {"/s", "/n", "/t", "/new"});
  Record r = f.record();
  r.set_text(field(0), "b");
  r.set_number(field(1), 2);
  r.erase(field(2));
  r.set_text(field(3), "added");
  CHECK(f.written() == R"({"s":"b","n":2,"new":"added"})");
  CHECK(r.type(field(2)) == FieldType::missing);
  r.set_text(field(0), "a");
  r.set_number(field(1), 1.5);
  r.set_text(field(2), "x");
  r.erase(field(3));
  CHECK(f.written() == line);
  CHECK(r.edits() == 8);
  CHECK(r.text(field(0)) == "a");
}

TEST_CASE("types change") {
  CHECK(after(R"({"a":[1,{"b":2}]})", {"/a"}, [](Record r) {
          r.set_text(field(0), "t");
          CHECK(r.type(field(0)) == FieldType::text);
          r.set_raw(field(0), "{\"k\": [\n1 ]}");
          CHECK(r.type(field(0)) == FieldType::object);
          CHECK_FALSE(r.text(field(0)));
          CHECK(r.value(field(0))["k"].size() == 1);
        }) == R"({"a":{"k": [ 1 ]}})");
  CHECK(after(R"({"a":1})", {"/a"}, [](Record r) {
          r.set_raw(field(0), R"("\u00e9\n")");
          CHECK(r.text(field(0)) == "\xc3\xa9\n");
        }) == "{\"a\":\"\xc3\xa9\\n\"}");
  CHECK(after(R"({"a":1})", {"/a"}, [](Record r) { r.set_number(field(0), 1.0 / 0.0); }) == R"({"a":null})");
}

TEST_CASE("numbers are written in their shortest form") {
  const auto number = [](double value) {
    return after("{\"a\":\"\"}", {"/a"}, [&](Record r) { r.set_number(field(0), value); });
  };
  CHECK(number(0.1) == "{\"a\":0.1}");
  CHECK(number(1e300) == "{\"a\":1e+300}");
  CHECK(number(-2) == "{\"a\":-2}");
  CHECK(after("{\"a\":\"\"}", {"/a"}, [](Record r) { r.set_integer(field(0), INT64_MIN); }) ==
        "{\"a\":-9223372036854775808}");
}

TEST_CASE("missing fields are added at the end of the deepest object that is there") {
  CHECK(after_adding("{}", "/a") == "{\"a\":1}");
  CHECK(after_adding("{ }", "/a") == "{\"a\":1 }");
  CHECK(after_adding(" {\t} ", "/a/b") == " {\"a\":{\"b\":1}\t} ");
  CHECK(after_adding(R"({"x":0})", "/a") == R"({"x":0,"a":1})");
  CHECK(after_adding(R"({"x":0 } )", "/a/b/c") == R"({"x":0,"a":{"b":{"c":1}} } )");
  CHECK(after_adding(R"({"a":{},"x":0})", "/a/b") == R"({"a":{"b":1},"x":0})");
  CHECK(after_adding(R"({"a":{"y":[]},"x":0})", "/a/b/c") == R"({"a":{"y":[],"b":{"c":1}},"x":0})");
  CHECK(after_adding(R"({"a":[{"y":0}]})", "/a/0/b") == R"({"a":[{"y":0,"b":1}]})");
  CHECK(after_adding(R"({"a":{"b":0},"a":{}})", "/a/b") == R"({"a":{"b":0},"a":{"b":1}})");
  CHECK(after_adding("{}", "/~0k~1\"/0") == R"({"~k/\"":{"0":1}})");
}

TEST_CASE("where nothing can be added nothing changes") {
  const auto refused = [](std::string_view line, const char* pointer) {
    Fixture f(line, {pointer});
    CHECK_FALSE(f.record().set_text(field(0), "x"));
    CHECK_FALSE(f.record().set_raw(field(0), "1"));
    CHECK_FALSE(f.record().edit(field(0)).replace(0, "x").finish());
    CHECK(f.record().edits() == 0);
    CHECK(f.written() == line);
  };
  refused(R"({"a":5})", "/a/b");
  refused(R"({"a":null})", "/a/b");
  refused(R"({"a":"x"})", "/a/b/c");
  refused(R"({"a":[]})", "/a/0");
  refused(R"({"a":[{}]})", "/a/1/b");
  refused(R"({"a":[{}]})", "/a/*/b");
  refused(R"({})", "/a/*");
  refused(R"({"a":{"b":{}},"a":7})", "/a/b/c");
  Fixture f(R"({"a":[1]})", {"/a/*", "/b"});
  CHECK_FALSE(f.record().set_text(field(0), "x", 1));
  CHECK_FALSE(f.record().set_text(field(1), "x", 1));
}

TEST_CASE("several new fields share the objects made for them, in slot order") {
  const auto add = [](Record r) {
    for (const int slot : {3, 0, 2, 1, 4}) r.set_integer(field(slot), slot);
  };
  CHECK(after("{}", {"/m/a", "/x", "/m/b", "/m/n/q", "/y"}, add) == R"({"m":{"a":0,"b":2,"n":{"q":3}},"x":1,"y":4})");
  CHECK(after(R"({"m":{"z":9}})", {"/m/a", "/x", "/m/b", "/m/n/q", "/y"}, add) ==
        R"({"m":{"z":9,"a":0,"b":2,"n":{"q":3}},"x":1,"y":4})");
  CHECK(after(R"({"m":{"n":{}},"k":{}})", {"/k/a", "/x", "/m/b", "/m/n/q", "/y"}, add) ==
        R"({"m":{"n":{"q":3},"b":2},"k":{"a":0},"x":1,"y":4})");
}

TEST_CASE("erasing takes exactly one comma") {
  const std::vector<std::string> abc = {"/a", "/b", "/c"};
  const std::string line = R"({"a":1, "b" : [2] , "c":3})";
  CHECK(after(line, abc, erase<0>) == R"({"b" : [2] , "c":3})");
  CHECK(after(line, abc, erase<1>) == R"({"a":1, "c":3})");
  CHECK(after(line, abc, erase<2>) == R"({"a":1, "b" : [2] })");
  CHECK(after(line, abc, erase<0, 1>) == R"({"c":3})");
  CHECK(after(line, abc, erase<1, 2>) == R"({"a":1})");
  CHECK(after(line, abc, erase<0, 2>) == R"({"b" : [2] })");
  CHECK(after(line, abc, erase<2, 1, 0>) == R"({})");
  CHECK(after(R"({ "a" : 1 })", abc, erase<0>) == R"({  })");
  CHECK(after(R"({"x":{"a":1},"y":0})", {"/x/a"}, erase<0>) == R"({"x":{},"y":0})");
  CHECK(after(R"({"k\\\"":1,"b":2})", {"/k\\\""}, erase<0>) == R"({"b":2})");
  CHECK(after(R"({"\\":1,"b":2})", {"/\\"}, erase<0>) == R"({"b":2})");
  CHECK(after(R"({"":1,"b":2})", {"/"}, erase<0>) == R"({"b":2})");
  CHECK(after("{\"a\":1}", {"/b"}, erase<0>) == "{\"a\":1}");
}

TEST_CASE("erasing does not bring an earlier duplicate back") {
  CHECK(after(R"({"a":1,"b":0,"a":2,"\u0061":3})", {"/a"}, erase<0>) == R"({"b":0})");
  CHECK(after(R"({"a":1,"a":2})", {"/a"}, erase<0>) == R"({})");
  CHECK(after(R"({"m":[{"a":1,"a":2},{"a":3,"x":0}]})", {"/m/*/a"}, erase<0>) == R"({"m":[{},{"x":0}]})");
  CHECK(after(R"({"a":{"a":1},"a":{"a":2,"a":[]}})", {"/a/a"}, erase<0>) == R"({"a":{"a":1},"a":{}})");
}

TEST_CASE("array elements become null") {
  CHECK(after(R"({"a":[1,null,"x"]})", {"/a/*"}, [](Record r) {
          r.erase(field(0));
          CHECK(r.count(field(0)) == 3);
          CHECK(r.type(field(0)) == FieldType::null);
          CHECK(r.edits() == 2);
        }) == R"({"a":[null,null,null]})");
  CHECK(after(R"({"a":[1,2]})", {"/a/1"}, erase<0>) == R"({"a":[1,null]})");
  CHECK(after(R"({"a":{"1":5}})", {"/a/1"}, erase<0>) == R"({"a":{}})");
  CHECK(after(R"({"a":[[1],{"0":2},[3]]})", {"/a/*/0"}, [](Record r) {
          r.erase(field(0));
          CHECK(r.count(field(0)) == 2);
        }) == R"({"a":[[null],{},[null]]})");
}

TEST_CASE("additions, erasures and edits in one object") {
  const std::vector<std::string> fields = {"/a", "/b", "/c", "/d", "/e"};
  const std::string line = R"({"a":1,"b":2,"c":3})";
  const auto add_and = [](auto more) {
    return [more](Record r) {
      r.set_integer(field(3), 4);
      more(r);
      r.set_integer(field(4), 5);
    };
  };
  CHECK(after(line, fields, add_and(erase<2>)) == R"({"a":1,"b":2,"d":4,"e":5})");
  CHECK(after(line, fields, add_and(erase<0, 1, 2>)) == R"({"d":4,"e":5})");
  CHECK(after(line, fields, add_and(erase<0>)) == R"({"b":2,"c":3,"d":4,"e":5})");
  CHECK(after(line, fields, add_and([](Record r) { r.set_text(field(2), "x"); })) ==
        R"({"a":1,"b":2,"c":"x","d":4,"e":5})");
  CHECK(after(R"({ "a":1 })", fields, add_and(erase<0>)) == R"({ "d":4,"e":5 })");
}

TEST_CASE("a text edited piece by piece") {
  Fixture f(R"({"t":"one two\nthree","n":5})", {"/t", "/n", "/new", "/list/*"});
  Record r = f.record();
  TextEdit edit = r.edit(field(0));
  CHECK(edit.rest() == "one two\nthree");
  edit.keep(4).replace(3, "2").keep(1);
  CHECK(edit.rest() == "three");
  CHECK(edit.finish());
  CHECK(r.text(field(0)) == "one 2\nthree");
  CHECK_FALSE(r.edit(field(0)).keep(3).finish());
  CHECK_FALSE(r.edit(field(0)).replace(3, "one").keep_rest().finish());
  r.edit(field(0)).replace(3, "gone");
  CHECK(r.edits() == 1);
  CHECK(r.edit(field(1)).replace(0, "now text").finish());
  CHECK(r.edit(field(2)).replace(0, "added").finish());
  CHECK_FALSE(r.edit(field(3)).finish());
  CHECK(f.written() == R"({"t":"one 2\nthree","n":"now text","new":"added"})");
}

TEST_CASE("elements are edited one by one") {
  Fixture f(R"({"m":[{"c":"a"},{"c":"b\n"},{"c":3}]})", {"/m/*/c"});
  Record r = f.record();
  CHECK(r.text(field(0)) == "a\nb\n");
  CHECK(r.set_text(field(0), "B", 1));
  CHECK(r.text(field(0)) == "a\nB");
  CHECK(r.view(field(0)).text() == "a\nB");
  CHECK(r.set_raw(field(0), "[]", 2));
  CHECK(f.written() == R"({"m":[{"c":"a"},{"c":"B"},{"c":[]}]})");
  r.erase(field(0));
  CHECK(r.count(field(0)) == 0);
  CHECK_FALSE(r.text(field(0)));
  CHECK_FALSE(r.set_text(field(0), "x", 0));
  CHECK(f.written() == R"({"m":[{},{},{}]})");
}

TEST_CASE("erase_member and fields below the member") {
  FieldPlan::Options options;
  options.read_all = true;
  Fixture f(R"({"meta":{"a":1},"x":2,"m\u0065ta":{"b":3}})", {"/meta/a", "/meta/b", "/meta/n/q"}, options);
  Record r = f.record();
  r.set_integer(field(1), 4);
  r.set_integer(field(2), 5);
  r.erase_member("meta");
  CHECK(f.written() == R"({"x":2})");
  CHECK(r.type(field(1)) == FieldType::missing);
  const std::uint64_t edits = r.edits();
  r.erase_member("meta");
  r.erase_member("nothing");
  CHECK(r.edits() == edits);
  r.set_integer(field(2), 6);
  CHECK(f.written() == R"({"x":2,"meta":{"n":{"q":6}}})");
}

TEST_CASE("erasing a field that was added leaves the objects made for it") {
  CHECK(after("{}", {"/a/b"}, [](Record r) {
          r.set_integer(field(0), 1);
          r.erase(field(0));
          CHECK(r.type(field(0)) == FieldType::missing);
        }) == R"({"a":{}})");
}

TEST_CASE("a number set to what number() gave is no edit") {
  for (const std::string literal : {"9007199254740993", "123456789012345678901234567890", "1e5", "0.10", "-0"}) {
    const std::string line = "{\"n\":" + literal + "}";
    Fixture f(line, {"/n"});
    Record r = f.record();
    const double value = *r.number(field(0));
    CHECK(r.set_number(field(0), value));
    CHECK(r.edits() == 0);
    CHECK(r.set_number(field(0), 1.25));
    CHECK(r.set_number(field(0), value));
    CHECK(f.written() == line);
  }
}

#include "base/hash.h"
#include "json/record_state.h"
#include "record_fixture.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::json;
using namespace dsprep::json::test;

namespace {

FieldPlan::Options with_id() {
  FieldPlan::Options options;
  options.id = field(0);
  return options;
}

RecordKey key_of(std::string_view bytes) {
  const base::Hash128 hash = base::hash128(bytes);
  return {hash.high, hash.low};
}

}  // namespace

TEST_CASE("keys and names come from the id, or else from the line") {
  Fixture text(R"({"id":"a\u0062c"})", {"/id"}, with_id());
  CHECK(text.record().key() == key_of("abc"));
  CHECK(text.record().name() == "abc");
  Fixture number(R"({"id": 17.0})", {"/id"}, with_id());
  CHECK(number.record().key() == key_of("17.0"));
  CHECK(number.record().name() == "17.0");
  for (const std::string line : {R"({"x":1})", R"({"id":null})"}) {
    Fixture none(line, {"/id"}, with_id());
    CHECK(none.record().key() == key_of(line));
    CHECK(none.record().name().size() == 32);
  }
  Fixture unbound(R"({"id":"abc"})", {"/id"});
  CHECK(unbound.record().key() == key_of(R"({"id":"abc"})"));
  CHECK(key_of("{}").high != 0);
  Fixture hex("{}", {});
  char expected[33];
  const RecordKey key = key_of("{}");
  std::snprintf(expected, sizeof expected, "%016llx%016llx", static_cast<unsigned long long>(key.high),
                static_cast<unsigned long long>(key.low));
  CHECK(hex.record().name() == expected);
}

TEST_CASE("no edit changes who a record is") {
  FieldPlan::Options options = with_id();
  options.read_all = true;
  const auto check = [&](auto edit) {
    Fixture f(R"({"meta":{"id":"one"},"x":1})", {"meta/id", "/meta/id", "/meta"}, [&] {
      auto o = options;
      o.id = field(1);
      return o;
    }());
    edit(f.record());
    CHECK(f.record().key() == key_of("one"));
    CHECK(f.record().name() == "one");
  };
  check([](Record r) { r.set_text(field(1), "two"); });
  check([](Record r) { r.erase(field(1)); });
  check([](Record r) { r.erase_member("meta"); });
  check([](Record r) {
    r.set_text(field(1), "two");
    CHECK(r.raw(field(2)) == R"({"id":"two"})");
  });
  check([](Record r) {
    r.set_raw(field(2), "5");
    CHECK(r.type(field(1)) == FieldType::missing);
  });
  Fixture added(R"({"x":1})", {"/id"}, with_id());
  added.record().set_text(field(0), "new");
  CHECK(added.record().key() == key_of(R"({"x":1})"));
}

TEST_CASE("derived records") {
  Fixture f(R"({"id":"p","t":"text"})", {"/id", "/t"}, with_id());
  f.state().id = {3, 14, 0};
  f.state().part = {2};
  f.state().source = {1};
  f.record().set_text(field(1), "edited");
  RecordState child, grandchild;
  f.reader().derive(f.record(), 1, child);
  Record c(child);
  CHECK(c.line() == R"({"id":"p","t":"edited"})");
  CHECK(c.name() == "p#1");
  CHECK(c.text(field(0)) == "p#1");
  CHECK(c.id() == RecordId{3, 14, 1});
  CHECK(c.part() == PartId{2});
  CHECK(c.source() == SourceId{1});
  CHECK(c.key() != f.record().key());
  c.set_text(field(1), "more");
  std::string out;
  CHECK(write_record(c, out));
  CHECK(out == R"({"id":"p#1","t":"more"})");

  f.reader().derive(c, 2, grandchild);
  Record g(grandchild);
  CHECK(g.name() == "p#2");
  CHECK(g.text(field(0)) == "p#2");
  CHECK(g.line() == out);
  CHECK(g.key() != c.key());
  // The parent is as it was.
  CHECK(f.record().name() == "p");
  CHECK(f.written() == R"({"id":"p","t":"edited"})");
}

TEST_CASE("ids of derived records by type") {
  const auto id = [](std::string_view line) {
    Fixture f(line, {"/id"}, with_id());
    RecordState child;
    f.reader().derive(f.record(), 7, child);
    CHECK(Record(child).name() == f.record().name() + "#7");
    std::string out;
    write_record(Record(child), out);
    return out;
  };
  CHECK(id(R"({"id":12})") == R"({"id":"12#7"})");
  CHECK(id(R"({"id":{"x":1}})") == R"({"id":{"x":1}})");
  CHECK(id(R"({"a":1})").find(R"({"a":1,"id":")") == 0);
  CHECK(id(R"({"id":null})").find(R"({"id":")") == 0);
  Fixture plain(R"({"a":1})", {"/a"});
  RecordState child;
  plain.reader().derive(plain.record(), 1, child);
  CHECK(Record(child).edits() == 0);
  CHECK_FALSE(changed(Record(child)));
  CHECK(Record(child).name() == plain.record().name() + "#1");
}

TEST_CASE("a derived record that comes back from a spool is named as before") {
  Fixture f(R"({"id":"p#1"})", {"/id"}, with_id());
  f.state().id = {0, 1, 1};
  CHECK(f.record().name() == "p#1");
  RecordState child;
  f.reader().derive(f.record(), 2, child);
  CHECK(Record(child).name() == "p#2");
}

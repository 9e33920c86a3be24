#include "dsprep/rewrite_record.h"

#include "json/field_plan.h"
#include "record_fixture.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::json::test;

TEST_CASE("rewrite_record: every field begins anew from the object") {
  Fixture f("{\"a\":1,\"b\":{\"c\":\"x\"},\"t\":\"old\"}", {"/a", "/b/c", "/t"}, {.read_all = true});
  Record record = f.record();
  record.set_text(Field{2}, "edited");
  rewrite_record(record, "{\"t\":\"中\",\"b\":{\"c\":\"y\",\"d\":1}}");
  CHECK(record.type(Field{0}) == FieldType::missing);
  CHECK(record.text(Field{1}) == "y");
  CHECK(record.text(Field{2}) == "中");
  CHECK(record.view(Field{2}).chars() == 1);
  record.set_text(Field{1}, "z");
  CHECK(f.written() == "{\"t\":\"中\",\"b\":{\"c\":\"z\",\"d\":1}}");
}

TEST_CASE("rewrite_record: an object that is equal to the record is no edit, and members that were erased are gone") {
  const std::string line = "{\"a\":1,\"b\":2}";
  Fixture f(line, {"/a"}, {.read_all = true});
  Record record = f.record();
  rewrite_record(record, line);
  CHECK(record.edits() == 0);
  record.erase_member("b");
  rewrite_record(record, line);  // the erased one is there again
  CHECK(f.written() == line);
  record.erase_member("a");
  rewrite_record(record, "{}");
  CHECK(f.written() == "{}");
  CHECK(record.edits() == 4);
}

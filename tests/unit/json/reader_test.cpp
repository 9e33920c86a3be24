#include <memory>

#include "json/escape_check.h"
#include "json/record_reader.h"
#include "json/structural_index.h"
#include "json/structural_walk.h"
#include "naive_json.h"
#include "random_json.h"
#include "record_fixture.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::json;
using namespace dsprep::json::test;

namespace {

const std::vector<std::string> many_pointers = {"/text",  "/a",     "/a/b", "/a/*",   "/m/*/c", "/m/0/c",    "/m/1",
                                                "/b/c/d", "/e/*/*", "/0",   "/g/0/1", "/k\\y",  "/sl~1ash",  "/q\"",
                                                "/",      "/b/*/c", "/*",   "/a/a/a", "/n/0",   "/n/*/text", "text"};

// Everything the reader notes, as text.
std::string noted(const RecordState& state) {
  std::string out;
  const auto number = [&](std::uint64_t n) { out += std::to_string(n) + " "; };
  for (const RecordState::Slot& slot : state.slots) {
    for (const RecordState::Hit& hit : slot.hits) {
      number(hit.begin), number(hit.end), number(static_cast<unsigned>(hit.type)), number(hit.escaped),
          number(hit.element);
      if (hit.note == RecordState::none) continue;
      for (std::uint32_t i = state.notes[hit.note].superseded; i != RecordState::none; i = state.superseded[i].next) {
        out += "< ", number(state.superseded[i].begin), number(state.superseded[i].end);
      }
    }
    out += "/";
  }
  for (const RecordState::Member& m : state.members)
    number(m.key_begin), number(m.key_end), number(m.begin), number(m.end);
  for (const RecordState::Anchor& a : state.anchors)
    number(a.begin), number(a.end), number(static_cast<unsigned>(a.type));
  number(state.provenance.key_begin), number(state.provenance.begin), number(state.provenance.end);
  return out;
}

// Places a pointer leads to, by the book.
void naive_find(Tree& tree, const std::vector<std::string>& tokens, std::size_t at, std::vector<Tree*>& found) {
  if (at == tokens.size()) {
    found.push_back(&tree);
  } else if (tree.kind == '{') {
    if (tokens[at] == "*") return;
    if (Tree* member = tree.member(tokens[at])) naive_find(*member, tokens, at + 1, found);
  } else if (tree.kind == '[') {
    for (std::size_t i = 0; i < tree.elements.size(); ++i) {
      if (tokens[at] == "*" || tokens[at] == std::to_string(i)) naive_find(tree.elements[i], tokens, at + 1, found);
    }
  }
}

struct Both {
  FieldPlan plan;
  RecordReader fast, scalar;
  RecordState fast_state, scalar_state;
  std::unique_ptr<PaddedLine> line;

  explicit Both(bool trust = false)
      : plan(make_plan(many_pointers,
                       [] {
                         FieldPlan::Options o;
                         o.read_all = true;
                         return o;
                       }())),
        fast(RecordReader::Options{.trust_input = trust, .indexed_limit = 1u << 20}),
        scalar(RecordReader::Options{.trust_input = trust, .indexed_limit = 0}) {}

  // The faults agree, and where there are none, all that was noted.
  bool agree(const std::string& json) {
    line = std::make_unique<PaddedLine>(json);
    const auto a = fast.read(*line, plan, fast_state);
    const auto b = scalar.read(*line, plan, scalar_state);
    if (a.has_value() != b.has_value()) return false;
    if (a) return a->reason == b->reason && a->offset == b->offset;
    return noted(fast_state) == noted(scalar_state);
  }
};

}  // namespace

TEST_CASE("both readers note the same, and what a naive search finds") {
  Both both;
  RandomJson random(11);
  for (int round = 0; round < 8000; ++round) {
    const std::string json = random.record();
    INFO(json);
    REQUIRE(both.agree(json));
    REQUIRE_FALSE(validate_json(json));
    Tree tree = parse(json);
    for (std::size_t slot = 0; slot < both.plan.size(); ++slot) {
      std::vector<Tree*> expected;
      naive_find(tree, both.plan.slots()[slot].tokens, 0, expected);
      const Record record(both.fast_state);
      const Field f{static_cast<std::uint16_t>(slot)};
      INFO(both.plan.pointer(f));
      REQUIRE(record.count(f) == expected.size());
      for (std::size_t i = 0; i < expected.size(); ++i) REQUIRE(parse(record.value(f, i).raw()) == *expected[i]);
    }
    std::string out;
    REQUIRE_FALSE(write_record(Record(both.fast_state), out));
    REQUIRE(out == json);
  }
}

TEST_CASE("both readers refuse the same, and say so in the same words") {
  Both both;
  RandomJson random(12);
  int refused = 0;
  for (int round = 0; round < 30000; ++round) {
    const std::string json = random.damaged(random.record());
    INFO(json);
    REQUIRE(both.agree(json));
    const auto fault = validate_json(json);
    const bool object = !fault && parse(json).kind == '{';
    refused += !object;
    REQUIRE(both.fast.read(*both.line, both.plan, both.fast_state).has_value() == !object);
  }
  CHECK(refused > 10000);
}

TEST_CASE("the fast walk needs no second opinion on good records") {
  // RecordReader asks the scalar walk after every fault, so that a fast walk that refused too much would only be slow.
  const FieldPlan plan = make_plan(many_pointers);
  RecordState state;
  StructuralIndex index;
  RandomJson random(13);
  for (int round = 0; round < 5000; ++round) {
    const PaddedLine line(random.record());
    begin_record(state, plan, line);
    FieldCollector collector(state, line);
    REQUIRE(check_escapes(line) != Escapes::invalid);
    REQUIRE(index.build(line));
    REQUIRE(structural_walk(line, index.positions(), collector));
  }
}

TEST_CASE("readers that trust their input agree, too") {
  Both both(true);
  RandomJson random(14);
  for (int round = 0; round < 12000; ++round) {
    const std::string json = round % 2 ? random.record() : random.damaged(random.record());
    INFO(json);
    REQUIRE(both.agree(json));
    for (std::uint16_t slot = 0; slot < both.plan.size(); ++slot) Record(both.fast_state).text(Field{slot});
  }
  CHECK(both.agree("{\"text\":\"\\x \\ud800 \\u12\"}"));
  CHECK(Record(both.fast_state).text(field(0)) == "\\x \xef\xbf\xbd \\u12");
}

TEST_CASE("lines that are no records") {
  const auto fault = [](std::string_view line) {
    Fixture fast(line, {"/a"}), slow(line, {"/a"}, {}, scalar_only);
    REQUIRE(fast.fault.has_value());
    REQUIRE(slow.fault.has_value());
    CHECK(fast.fault->reason == slow.fault->reason);
    CHECK(fast.fault->offset == slow.fault->offset);
    return fast.fault->reason + " at " + std::to_string(fast.fault->offset);
  };
  CHECK(fault("") == "nothing but white space at 0");
  CHECK(fault("   ") == "nothing but white space at 3");
  CHECK(fault("[1]") == "not an object at 0");
  CHECK(fault(" 1") == "not an object at 1");
  CHECK(fault("{\"a\":1}{\"b\":2}") == "something behind the value at 7");
  CHECK(fault("{\"a\":1} x") == "something behind the value at 8");
  CHECK(fault("{\"a\":\"\\ud800\"}") == "lone surrogate at 6");
  CHECK(fault("{\"a\":01}") == "a number may not begin with 0 at 6");
  CHECK(fault("{\"a\":tru}") == "expected 'true' at 8");
  CHECK(fault("{\"a\":1\"b,c\"}") == "expected ',' or '}' at 6");
  CHECK(fault("{\"a\" x:1}") == "expected ':' at 5");
  CHECK(fault("{\"a\":\"b\"c}") == "expected ',' or '}' at 8");
  CHECK(fault("{\"a\":\\\"b\"}") == "expected a value at 5");
  CHECK(fault("{\"a\":1\x0c}") == "expected ',' or '}' at 6");
  CHECK(fault("{\"a\"\x1a:1}") == "expected ':' at 4");
  CHECK(fault("{\"a\":[1}") == "expected ',' or ']' at 7");
  CHECK(fault("{\"a\":[1") == "unclosed array at 7");
  CHECK(fault("{\"a\":\"\xed\xa0\x80\"}") == "invalid UTF-8 at 6");
  CHECK(fault("{\"a\xff\":1}") == "invalid UTF-8 at 3");
  CHECK(fault("\xef\xbb\xbf{}") == "not an object at 0");
  const auto deep = [](std::size_t n) { return "{\"a\":" + std::string(n, '[') + std::string(n, ']') + "}"; };
  CHECK_FALSE(Fixture(deep(1023), {"/a"}).fault);
  CHECK_FALSE(Fixture(deep(1023), {"/a"}, {}, scalar_only).fault);
  CHECK(fault(deep(1024)) == "deeper than 1024 at 1028");
}

TEST_CASE("lines longer than the index goes take the scalar path") {
  const std::string text(100'000, 'x');
  Fixture fixture("{\"a\":\"" + text + "\"}", {"/a"}, {}, RecordReader::Options{.indexed_limit = 1000});
  REQUIRE_FALSE(fixture.fault);
  CHECK(fixture.record().text(field(0)) == text);
}

TEST_CASE("of duplicates the last is read, at every level") {
  const auto read = [](std::string_view line, const char* pointer) {
    Fixture fixture(line, {pointer});
    REQUIRE_FALSE(fixture.fault);
    std::string out = std::to_string(fixture.record().count(field(0))) + ":";
    for (std::size_t i = 0; i < fixture.record().count(field(0)); ++i)
      out += std::string(fixture.record().value(field(0), i).raw()) + ";";
    return out;
  };
  CHECK(read(R"({"a":1,"a":2})", "/a") == "1:2;");
  CHECK(read(R"({"a":1,"\u0061":2})", "/a") == "1:2;");
  CHECK(read(R"({"a":{"b":1},"a":{"c":2}})", "/a/b") == "0:");
  CHECK(read(R"({"a":{"b":1},"a":5})", "/a/b") == "0:");
  CHECK(read(R"({"a":5,"a":{"b":1,"b":7}})", "/a/b") == "1:7;");
  CHECK(read(R"({"a":[1,2,3],"a":[4]})", "/a/*") == "1:4;");
  CHECK(read(R"({"a":[1,2,3],"a":{}})", "/a/*") == "0:");
  CHECK(read(R"({"a":[{"b":1,"b":2},{"b":3}],"x":0})", "/a/*/b") == "2:2;3;");
  CHECK(read(R"({"a":[{"b":1}],"x":0,"a":[{"b":8},{"b":9,"b":[]}]})", "/a/*/b") == "2:8;[];");
}

TEST_CASE("stars and numbers") {
  Fixture fixture(R"({"*":1,"a":{"*":2,"0":3},"b":[[10,11],[12]],"01":4})",
                  {"/*", "/a/*", "/a/0", "/b/*/0", "/b/1/0", "/b/1", "/b/01", "/01"});
  REQUIRE_FALSE(fixture.fault);
  const Record record = fixture.record();
  CHECK(record.count(field(0)) == 0);
  CHECK(record.count(field(1)) == 0);
  CHECK(record.integer(field(2)) == 3);
  CHECK(record.count(field(3)) == 2);
  CHECK(record.integer(field(4)) == 12);
  CHECK(record.raw(field(5)) == "[12]");
  CHECK(record.count(field(6)) == 0);
  CHECK(record.integer(field(7)) == 4);
}

TEST_CASE("a record that matches too often is refused") {
  // 2^24 + 1 elements: 33 MB of line, which is not indexed either.
  std::string line = "{\"a\":[0";
  for (std::size_t i = 0; i < most_hits; ++i) line += ",0";
  line += "]}";
  Fixture fixture(line, {"/a/*"});
  REQUIRE(fixture.fault);
  CHECK(fixture.fault->reason.find("16777216") != std::string::npos);
  CHECK_FALSE(Fixture(line, {"/a"}).fault);
}

TEST_CASE("a record whose reading was put off is the same record") {
  const FieldPlan plan = make_plan(many_pointers);
  RecordReader reader({.trust_input = true});
  RecordState now, later;
  RandomJson random(16);
  for (int round = 0; round < 3000; ++round) {
    const PaddedLine line(random.record());
    REQUIRE_FALSE(reader.read(line, plan, now));
    reader.defer(line, plan, later);
    std::string out;
    CHECK_FALSE(write_record(Record(later), out));
    REQUIRE(out == std::string_view(line));
    REQUIRE(later.deferred != nullptr);  // not even writing reads it
    REQUIRE(Record(later).key() == Record(now).key());
    Record(later).count(field(static_cast<int>(random.below(static_cast<unsigned>(plan.size())))));
    REQUIRE(later.deferred == nullptr);
    REQUIRE(noted(later) == noted(now));
  }
  const PaddedLine damaged("{\"text\":\"a\",}");
  reader.defer(damaged, plan, later);
  CHECK(Record(later).type(field(0)) == FieldType::missing);
  CHECK(later.line == std::string_view(damaged));
}

#include <random>

#include "record_fixture.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::json;
using namespace dsprep::json::test;

namespace {

FieldPlan::Options spans() {
  FieldPlan::Options options;
  options.spans = {{.text = field(0), .spans = field(1)}};
  return options;
}

Fixture labelled(const std::string& text, const std::string& labels) {
  return Fixture("{\"text\":\"" + text + "\",\"spans\":" + labels + "}", {"/text", "/spans"}, spans());
}

std::string span(long start, long end) {
  return "[{\"start\":" + std::to_string(start) + ",\"end\":" + std::to_string(end) + "}]";
}

}  // namespace

TEST_CASE("spans move with kept text") {
  Fixture f = labelled("\xc3\xa9t\xc3\xa9 one two",
                       R"([{"start":4,"end":7,"label":"N","p":0.50}, {"label":"V","end":11,"start":8}])");
  Record r = f.record();
  CHECK(r.carries_spans(field(0)));
  CHECK_FALSE(r.carries_spans(field(1)));
  REQUIRE(r.edit(field(0)).replace(5, "\xf0\x9f\x98\x80").keep_rest().finish());
  CHECK(f.written() ==
        "{\"text\":\"\xf0\x9f\x98\x80 one two\",\"spans\":"
        R"([{"start":2,"end":5,"label":"N","p":0.50}, {"label":"V","end":9,"start":6}]})");
}

TEST_CASE("ends inside a replaced piece go to its ends") {
  const auto moved = [](long start, long end) {
    Fixture f = labelled("abcdefghij", span(start, end));
    f.record().edit(field(0)).keep(2).replace(4, "XY").keep(2).replace(1, "").keep_rest().finish();  // ab XY gh j
    return std::string(f.record().raw(field(1)));
  };
  CHECK(moved(0, 10) == span(0, 7));
  CHECK(moved(0, 2) == span(0, 2));
  CHECK(moved(1, 3) == span(1, 4));
  CHECK(moved(2, 6) == span(2, 4));
  CHECK(moved(3, 4) == span(2, 4));
  CHECK(moved(5, 7) == span(2, 5));
  CHECK(moved(6, 8) == span(4, 6));
  CHECK(moved(8, 9) == "[]");
  CHECK(moved(8, 10) == span(6, 7));
  CHECK(moved(7, 9) == span(5, 6));
  CHECK(moved(9, 10) == span(6, 7));
  CHECK(moved(10, 10) == span(7, 7));
  CHECK(moved(6, 6) == span(4, 4));
}

TEST_CASE("insertions stay outside of the spans that touch them") {
  const auto moved = [](long start, long end) {
    Fixture f = labelled("abcd", span(start, end));
    f.record().edit(field(0)).replace(0, "<<").keep(2).replace(0, "++").keep_rest().replace(0, ">>").finish();
    return std::string(f.record().raw(field(1)));
  };
  CHECK(moved(0, 2) == span(2, 4));
  CHECK(moved(2, 4) == span(6, 8));
  CHECK(moved(0, 4) == span(2, 8));
  CHECK(moved(1, 3) == span(3, 7));
}

TEST_CASE("a text that is set as a whole keeps its ends") {
  const auto moved = [](const std::string& from, const std::string& to, long start, long end) {
    Fixture f = labelled(from, span(start, end));
    REQUIRE(f.record().set_text(field(0), to));
    CHECK(f.record().text(field(0)) == to);
    return std::string(f.record().raw(field(1)));
  };
  CHECK(moved("one two three", "one 2 three", 8, 13) == span(6, 11));
  CHECK(moved("one two three", "one 2 three", 0, 3) == span(0, 3));
  CHECK(moved("one two three", "one 2 three", 4, 7) == span(4, 5));
  CHECK(moved("aaaa", "aa", 0, 2) == span(0, 2));
  CHECK(moved("aaaa", "aa", 2, 4) == "[]");
  CHECK(moved("abc", "", 0, 3) == "[]");
  CHECK(moved("abc", "xyz", 1, 2) == span(0, 3));
  // é and è share their first byte, and are replaced whole.
  CHECK(moved("a\xc3\xa9"
              "b",
              "a\xc3\xa8"
              "b",
              2, 3) == span(2, 3));
  CHECK(moved("a\xc3\xa9"
              "b",
              "a\xc3\xa8x"
              "b",
              1, 2) == span(1, 3));
  // U+00E9 and U+0129 share their last byte.
  CHECK(moved("\xc3\xa9", "\xc4\xa9", 0, 1) == span(0, 1));
}

TEST_CASE("what is no span is left alone") {
  const std::string odd = R"([5, {"start":1}, {"start":"1","end":2}, {"start":-1,"end":3}, )"
                          R"({"start":3,"end":1}, {"start":1.0,"end":2}, null])";
  Fixture f = labelled("abcdef", odd);
  f.record().edit(field(0)).replace(3, "").finish();
  CHECK(f.record().raw(field(1)) == odd);
  Fixture missing("{\"text\":\"abc\"}", {"/text", "/spans"}, spans());
  missing.record().set_text(field(0), "x");
  CHECK(missing.written() == "{\"text\":\"x\"}");
  Fixture object("{\"text\":\"abc\",\"spans\":{}}", {"/text", "/spans"}, spans());
  object.record().set_text(field(0), "x");
  CHECK(object.written() == "{\"text\":\"x\",\"spans\":{}}");
}

TEST_CASE("spans that are gone leave the others as they stand") {
  const std::string a = R"({"start":0,"end":1})", b = R"({"start":1,"end":2})", c = R"({"start":2,"end":3})";
  const auto left = [&](int gone) {
    Fixture f = labelled("xyz", "[ " + a + " , " + b + "  ,  " + c + " ]");
    f.record().edit(field(0)).keep(static_cast<std::size_t>(gone)).replace(1, "").keep_rest().finish();
    return std::string(f.record().raw(field(1)));
  };
  CHECK(left(0) == "[" + a + "  ,  " + b + " ]");
  CHECK(left(1) == "[ " + a + "  ,  " + b + " ]");
  CHECK(left(2) == "[ " + a + " , " + b + " ]");
}

TEST_CASE("of members of one name the last counts") {
  Fixture f = labelled("abc", R"([{"start":9,"end":9,"\u0073tart":1,"end":3}])");
  f.record().edit(field(0)).replace(0, "x").finish();
  CHECK(f.record().raw(field(1)) == R"([{"start":9,"end":9,"\u0073tart":2,"end":4}])");
}

TEST_CASE("spans past the text move with its end") {
  Fixture f = labelled("abc", span(2, 5));
  f.record().edit(field(0)).replace(1, "").finish();
  CHECK(f.record().raw(field(1)) == span(1, 4));
}

TEST_CASE("random edits: a span over kept text keeps its text") {
  std::mt19937 random(9);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    std::vector<std::size_t> starts;
    const std::size_t chars = 1 + random() % 30;
    for (std::size_t i = 0; i < chars; ++i) {
      starts.push_back(text.size());
      text += std::vector<std::string>{"a", "b", "\xc3\xa9", "\xe4\xb8\xad", "\xf0\x9f\x98\x80"}[random() % 5];
    }
    starts.push_back(text.size());
    std::string labels = "[";
    for (std::size_t i = 0; i < chars; ++i) {
      labels += std::string(i ? "," : "") + "{\"start\":" + std::to_string(i) + ",\"end\":" + std::to_string(i + 1) +
                ",\"c\":" + std::to_string(i) + "}";
    }
    Fixture f = labelled(text, labels + "]");
    Record r = f.record();
    TextEdit edit = r.edit(field(0));
    std::vector<bool> kept(chars, true);
    for (std::size_t i = 0; i < chars; ++i) {
      const std::size_t size = starts[i + 1] - starts[i];
      if (random() % 3 == 0) {
        edit.replace(size, random() % 2 ? "" : "\xe2\x82\xac!");
        kept[i] = false;
      } else {
        edit.keep(size);
      }
    }
    if (!edit.finish()) continue;
    const std::string now(*r.text(field(0)));
    std::vector<std::size_t> now_starts;
    for (std::size_t i = 0; i < now.size(); ++i) {
      if ((static_cast<unsigned char>(now[i]) & 0xc0) != 0x80) now_starts.push_back(i);
    }
    now_starts.push_back(now.size());
    std::size_t seen = 0;
    const Value moved = r.value(field(1));
    for (Value::Elements it = moved.elements(); it.next();) {
      const auto c = static_cast<std::size_t>(*it.value()["c"].integer());
      const auto start = static_cast<std::size_t>(*it.value()["start"].integer()),
                 end = static_cast<std::size_t>(*it.value()["end"].integer());
      REQUIRE(start < end);
      REQUIRE(end < now_starts.size());
      const std::string piece = now.substr(now_starts[start], now_starts[end] - now_starts[start]);
      REQUIRE(piece == (kept[c] ? text.substr(starts[c], starts[c + 1] - starts[c]) : "\xe2\x82\xac!"));
      ++seen;
    }
    REQUIRE(seen >= static_cast<std::size_t>(std::count(kept.begin(), kept.end(), true)));
  }
}

// [dataset] spans: several lists, units, texts with "*", labels that lost their text, what labels cover.
#include <random>

#include "json/span_units.h"
#include "record_fixture.h"
#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::json;
using namespace dsprep::json::test;

namespace {

Fixture labelled(const std::string& line, const std::vector<std::string>& pointers, std::vector<SpansBinding> lists) {
  FieldPlan::Options options;
  options.spans = std::move(lists);
  return Fixture(line, pointers, std::move(options));
}

Fixture labelled(const std::string& text, const std::string& labels, SpanUnit unit, LostSpan lost = LostSpan::drop) {
  return labelled("{\"text\":\"" + text + "\",\"spans\":" + labels + "}", {"/text", "/spans"},
                  {{field(0), field(1), unit, lost}});
}

std::string span(std::int64_t start, std::int64_t end) {
  return "{\"start\":" + std::to_string(start) + ",\"end\":" + std::to_string(end) + "}";
}

std::string refusal(const std::vector<std::string>& pointers, std::vector<SpansBinding> lists) {
  std::vector<FieldBinding> slots;
  for (const std::string& pointer : pointers) slots.push_back({pointer, false});
  FieldPlan::Options options;
  for (const SpansBinding& list : lists) slots[list.spans.slot].written = true;
  options.spans = std::move(lists);
  const auto plan = FieldPlan::make(slots, options);
  return plan.ok() ? "" : plan.error().message;
}

// Written with escapes, so that no editor joins or normalizes anything.
const std::string family = "\U0001F469\u200D\U0001F469\u200D\U0001F467";  // 5 code points, 8 UTF-16 units, 18 bytes

}  // namespace

TEST_CASE("units: code points, UTF-16 code units, bytes") {
  CHECK(count_units("", SpanUnit::utf16) == 0);
  CHECK(count_units("e\u0301", SpanUnit::code_points) == 2);
  CHECK(count_units("e\u0301", SpanUnit::utf16) == 2);
  CHECK(count_units("e\u0301", SpanUnit::bytes) == 3);
  CHECK(count_units("\u4e2d\uffff", SpanUnit::utf16) == 2);
  CHECK(count_units("\U00010000\U0010ffff", SpanUnit::utf16) == 4);
  CHECK(count_units(family, SpanUnit::code_points) == 5);
  CHECK(count_units(family, SpanUnit::utf16) == 8);
  CHECK(count_units(family, SpanUnit::bytes) == 18);
}

TEST_CASE("a label moves by its own unit") {
  const auto moved = [](SpanUnit unit, std::int64_t start, std::int64_t end) {
    Fixture f = labelled("x " + family + "\u4e2d \u00e9 Ann", "[" + span(start, end) + "]", unit);
    // The family becomes an emoji of its own, and the accent goes.
    f.record().edit(field(0)).keep(2).replace(family.size(), "\U0001F46A").keep(4).replace(2, "e").finish();
    CHECK(f.record().text(field(0)) == "x \U0001F46A\u4e2d e Ann");
    return std::string(f.record().raw(field(1)));
  };
  CHECK(moved(SpanUnit::code_points, 11, 14) == "[" + span(7, 10) + "]");
  CHECK(moved(SpanUnit::utf16, 14, 17) == "[" + span(8, 11) + "]");
  CHECK(moved(SpanUnit::bytes, 27, 30) == "[" + span(12, 15) + "]");
  // Over the family, over a part of it, and from within it to the ideograph behind.
  CHECK(moved(SpanUnit::utf16, 2, 10) == "[" + span(2, 4) + "]");
  CHECK(moved(SpanUnit::utf16, 3, 5) == "[" + span(2, 4) + "]");
  CHECK(moved(SpanUnit::bytes, 9, 23) == "[" + span(2, 9) + "]");
}

TEST_CASE("a unit inside a character moves with the character") {
  // The low half of a surrogate pair, the second byte of an ideograph: nobody should write that, and it is kept so.
  Fixture half = labelled("ab \U0001F600", "[" + span(4, 5) + "]", SpanUnit::utf16);
  half.record().edit(field(0)).replace(3, "").finish();
  CHECK(half.record().raw(field(1)) == "[" + span(1, 2) + "]");
  Fixture byte = labelled("ab \u4e2d", "[" + span(4, 5) + "]", SpanUnit::bytes);
  byte.record().edit(field(0)).replace(3, "").finish();
  CHECK(byte.record().raw(field(1)) == "[" + span(1, 2) + "]");
}

TEST_CASE("a label that lost its text goes, or stays and says so") {
  const std::string labels = "[ " + span(0, 3) +
                             R"(, {"end":9,"label":"X","start":5 }, {"lost":false,"start":6,"end":7}, )" +
                             span(10, 12) + "]";
  const auto cut = [&](LostSpan lost) {
    Fixture f = labelled("abc  defg  hi", labels, SpanUnit::code_points, lost);
    f.record().edit(field(0)).keep(4).replace(6, "").finish();  // "abc" and " hi" stay
    return std::string(f.record().raw(field(1)));
  };
  CHECK(cut(LostSpan::drop) == "[ " + span(0, 3) + ", " + span(4, 6) + "]");
  CHECK(cut(LostSpan::flag) == "[ " + span(0, 3) + R"(, {"end":4,"label":"X","start":4,"lost":true }, )" +
                                   R"({"lost":true,"start":4,"end":4}, )" + span(4, 6) + "]");
  // What is lost stays lost, and moves on.
  Fixture f = labelled("abcdef", "[" + span(2, 4) + "]", SpanUnit::code_points, LostSpan::flag);
  f.record().edit(field(0)).keep(2).replace(2, "").finish();
  f.record().edit(field(0)).replace(1, "").finish();
  CHECK(f.record().raw(field(1)) == R"([{"start":1,"end":1,"lost":true}])");
  CHECK(f.written() == R"({"text":"bef","spans":[{"start":1,"end":1,"lost":true}]})");
}

TEST_CASE("several lists over one text, each with its unit; lists over other texts") {
  const std::string line = R"({"a":"é😀 Ann","b":"é😀 Ann","n":[{"start":3,"end":6}],)"
                           R"("u":[{"start":4,"end":7}],"v":[{"start":7,"end":10}]})";
  Fixture f = labelled(line, {"/a", "/b", "/n", "/u", "/v"},
                       {{.text = field(0), .spans = field(2)},
                        {.text = field(0), .spans = field(3), .unit = SpanUnit::utf16},
                        {.text = field(1), .spans = field(4), .unit = SpanUnit::bytes}});
  CHECK(f.record().carries_spans(field(0)));
  CHECK(f.record().carries_spans(field(1)));
  f.record().set_text(field(0), "😀 Ann");
  CHECK(f.written() == R"({"a":"😀 Ann","b":"é😀 Ann","n":[{"start":2,"end":5}],)"
                       R"("u":[{"start":3,"end":6}],"v":[{"start":7,"end":10}]})");
  f.record().edit(field(1)).replace(2, "").finish();
  CHECK(f.written() == R"({"a":"😀 Ann","b":"😀 Ann","n":[{"start":2,"end":5}],)"
                       R"("u":[{"start":3,"end":6}],"v":[{"start":5,"end":8}]})");
}

TEST_CASE("with '*' each text has the labels of its own element") {
  const std::string line = R"({"m":[{"c":"ab"},{"s":[{"start":0,"end":1}]},{"c":"ab","s":[{"start":1,"end":2}]},)"
                           R"({"c":null,"s":[{"start":0,"end":1}]},{"s":[{"start":1,"end":2}],"c":"xb"}]})";
  Fixture f = labelled(line, {"/m/*/c", "/m/*/s"}, {{.text = field(0), .spans = field(1)}});
  Record r = f.record();
  for (std::size_t i = 0; i < r.count(field(0)); ++i)
    if (r.type(field(0), i) == FieldType::text) r.edit(field(0), i).replace(1, "").finish();
  CHECK(f.written() == R"({"m":[{"c":"b"},{"s":[{"start":0,"end":1}]},{"c":"b","s":[{"start":0,"end":1}]},)"
                       R"({"c":null,"s":[{"start":0,"end":1}]},{"s":[{"start":0,"end":1}],"c":"b"}]})");
}

TEST_CASE("arrays side by side, and arrays in arrays") {
  Fixture side = labelled(R"({"t":["ab",null,"ab"],"s":[[{"start":1,"end":2}],[],[{"start":1,"end":2}],[7]]})",
                          {"/t/*", "/s/*"}, {{.text = field(0), .spans = field(1)}});
  side.record().set_text(field(0), "b", 2);
  CHECK(side.written() == R"({"t":["ab",null,"b"],"s":[[{"start":1,"end":2}],[],[{"start":0,"end":1}],[7]]})");
  // Fewer labels than texts; an element that is no array.
  Fixture few = labelled(R"({"t":["ab","ab"],"s":[{}]})", {"/t/*", "/s/*"}, {{.text = field(0), .spans = field(1)}});
  few.record().set_text(field(0), "b", 0);
  few.record().set_text(field(0), "b", 1);
  CHECK(few.written() == R"({"t":["b","b"],"s":[{}]})");

  const std::string line = R"({"d":[{"t":["ab"],"s":[[{"start":1,"end":2}],[]]},{"t":[]},{"t":["ab","ab"],"s":)"
                           R"([[],[{"start":1,"end":2}]]},{"t":["ab"]},{"s":[[{"start":1,"end":2}]],"t":["ab"]}]})";
  Fixture deep = labelled(line, {"/d/*/t/*", "/d/*/s/*"}, {{.text = field(0), .spans = field(1)}});
  Record r = deep.record();
  REQUIRE(r.count(field(0)) == 5);
  for (std::size_t i = 0; i < 5; ++i) r.set_text(field(0), "b", i);
  CHECK(deep.written() == R"({"d":[{"t":["b"],"s":[[{"start":0,"end":1}],[]]},{"t":[]},{"t":["b","b"],"s":)"
                          R"([[],[{"start":0,"end":1}]]},{"t":["b"]},{"s":[[{"start":0,"end":1}]],"t":["b"]}]})");
}

TEST_CASE("what labels cover, in bytes") {
  const auto covered = [](const std::string& text, const std::string& labels, SpanUnit unit) {
    Fixture f = labelled(text, labels, unit);
    std::vector<TextSpan> spans;
    f.record().covered_by(field(0), field(1), 0, spans);
    std::string all;
    for (const TextSpan& s : spans) all += "[" + std::string(s.of(text)) + "]";
    return all;
  };
  const std::string text = "\u00e9" + family + "\u4e2d Ann";
  CHECK(covered(text, "[" + span(1, 6) + "," + span(8, 11) + "," + span(0, 1) + "]", SpanUnit::code_points) ==
        "[" + family + "][Ann][\u00e9]");
  CHECK(covered(text, "[" + span(1, 9) + "," + span(11, 14) + "]", SpanUnit::utf16) == "[" + family + "][Ann]");
  CHECK(covered(text, "[" + span(2, 20) + "," + span(24, 27) + "]", SpanUnit::bytes) == "[" + family + "][Ann]");
  // Inside characters: widened. Past the text: cut. Empty, beyond, wrong: left out.
  CHECK(covered("a\U0001F600b", "[" + span(2, 3) + "," + span(1, 2) + "]", SpanUnit::utf16) ==
        "[\U0001F600][\U0001F600]");
  CHECK(covered("a\u4e2db",
                "[" + span(2, 3) + "," + span(3, 9) + "," + span(9, 12) + "," + span(1, 1) +
                    ",{\"start\":\"0\",\"end\":1},7]",
                SpanUnit::bytes) == "[\u4e2d][\u4e2db]");
  CHECK(covered("", "[" + span(0, 1) + "]", SpanUnit::utf16) == "");
  CHECK(covered("abc", "{}", SpanUnit::utf16) == "");
}

TEST_CASE("lists that could not follow their text are refused") {
  const auto over = [](std::uint16_t text, std::uint16_t spans) {
    return SpansBinding{.text = field(text), .spans = field(spans), .where = "c.toml:2:9: "};
  };
  CHECK(refusal({"/text", "/a", "/b"}, {over(0, 1), over(0, 2)}) == "");
  CHECK(refusal({"/t", "/u", "/s"}, {over(0, 2), over(1, 2)}) ==
        "c.toml:2:9: [dataset] spans = \"/s\": two of the [dataset] spans name it: take one out");
  CHECK(
      refusal({"/t", "/s", "/s/0/x"}, {over(0, 1), over(0, 2)}).find("\"/s/0/x\": it has a part of /s, or holds it") !=
      std::string::npos);
  CHECK(refusal({"/t", "/t/s"}, {over(0, 1)}).find("because they lie in it") != std::string::npos);
  // The labels of one text in another text that moves labels of its own.
  CHECK(refusal({"/t", "/t/s", "/s"}, {over(0, 2), over(2, 1)}).find("a step writes /t/s") != std::string::npos);
  CHECK(refusal({"/m/*/c", "/s"}, {over(0, 1)}) ==
        "c.toml:2:9: [dataset] spans = \"/s\": the text /m/*/c has one \"*\", and the spans have no \"*\": each text "
        "needs "
        "an array of spans of its own, as /messages/*/content has /messages/*/spans");
  CHECK(refusal({"/c", "/m/*/s"}, {over(0, 1)}).find("has no \"*\", and the spans have one \"*\"") !=
        std::string::npos);
  CHECK(refusal({"/m/*/p/*/c", "/m/*/s"}, {over(0, 1)}).find("has 2 \"*\", and the spans have one \"*\"") !=
        std::string::npos);
}

TEST_CASE("random edits under every unit: a label over kept characters keeps them") {
  std::mt19937 random(5);
  const std::vector<std::string> characters = {"a", "\u0301", "\u00e9", "\u4e2d", "\u0e01", "\u200d", "\U0001F469"};
  for (int round = 0; round < 900; ++round) {
    const SpanUnit unit = std::vector{SpanUnit::code_points, SpanUnit::utf16, SpanUnit::bytes}[round % 3];
    // Two elements, so that a mistake of the element shows.
    std::string elements, texts[2];
    std::vector<std::string> pieces[2];
    for (int e = 0; e < 2; ++e) {
      std::string labels;
      for (std::size_t n = 1 + random() % 20; n > 0; --n) {
        const std::string& c = characters[random() % characters.size()];
        const std::int64_t at = count_units(texts[e], unit);
        labels += (labels.empty() ? "" : ",") + span(at, at + count_units(c, unit));
        texts[e] += c;
        pieces[e].push_back(c);
      }
      elements += std::string(e ? "," : "") + "{\"c\":\"" + texts[e] + "\",\"s\":[" + labels + "]}";
    }
    Fixture f =
        labelled("{\"m\":[" + elements + "]}", {"/m/*/c", "/m/*/s"}, {{field(0), field(1), unit, LostSpan::flag}});
    Record r = f.record();
    for (std::size_t e = 0; e < 2; ++e) {
      std::vector<std::string> now;
      TextEdit edit = r.edit(field(0), e);
      for (const std::string& c : pieces[e]) {
        if (random() % 3 == 0) now.emplace_back(random() % 2 ? "" : "\U0001F600!");
        else now.push_back(c);
        if (now.back() == c) edit.keep(c.size());
        else edit.replace(c.size(), now.back());
      }
      edit.finish();
      const std::string text(*r.text(field(0), e));
      std::vector<TextSpan> all;
      std::size_t i = 0;
      std::int64_t at = 0;
      for (Value::Elements it = r.value(field(1), e).elements(); it.next(); ++i) {
        const std::int64_t size = count_units(now[i], unit);
        REQUIRE(it.value()["start"].integer() == at);
        REQUIRE(it.value()["end"].integer() == at + size);
        REQUIRE((it.value()["lost"].boolean() == true) == now[i].empty());
        at += size;
      }
      REQUIRE(i == pieces[e].size());
      REQUIRE(at == count_units(text, unit));
    }
  }
}

#include <map>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

// The label one text gets: "" for none, a list as it stands.
std::string label(std::string_view params, std::string_view text) {
  const test::RunOp run = run_op("rules", params, record(text));
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  const Value value = Value(std::string_view(run.output).substr(0, run.output.find('\n')))["label"];
  return value.text().value_or(std::string(value.raw()));
}

bool finds(std::string_view keyword, std::string_view text, std::string_view more = "") {
  const std::string rule = "{ label = \"x\", keywords = ['" + std::string(keyword) + "']" + std::string(more) + " }";
  return label("rules = [" + rule + "]", text) == "x";
}

// By name, of the only step.
std::map<std::string, std::uint64_t> counters(const test::RunOp& run, std::initializer_list<std::string> names) {
  std::map<std::string, std::uint64_t> out;
  std::size_t i = 0;
  for (const std::string& name : names) out[name] = run.result.books.steps[0].counters.at(i++);
  return out;
}

}  // namespace

TEST_CASE("rules: the first rule that fires, in the order of the rules") {
  const std::string params =
      "rules = [{ label = \"a\", regex = \"x\" }, { label = \"b\", keywords = [\"y\"] },\n"
      "         { label = \"c\", regex = \"x|z\" }]";
  CHECK(label(params, "y x") == "a");
  CHECK(label(params, "z y") == "b");
  CHECK(label(params, "z") == "c");
  CHECK(label(params, "w") == "");
  CHECK(label(params + "\ndefault = \"none\"", "w") == "none");
}

TEST_CASE("rules: all labels, once each, in the order of the rules that fired") {
  const std::string params =
      "mode = \"all\"\n"
      "rules = [{ label = \"a\", regex = \"x\" }, { label = \"b\", keywords = [\"y\"] },\n"
      "         { label = \"a\", regex = \"z\" }]";
  CHECK(label(params, "x y z") == "[\"a\",\"b\"]");
  CHECK(label(params, "z y") == "[\"b\",\"a\"]");
  CHECK(label(params, "z x") == "[\"a\"]");
  CHECK(label(params, "w") == "");
  CHECK(label(params + "\ndefault = \"o\"", "w") == "[\"o\"]");
}

TEST_CASE("rules: keywords are whole words") {
  CHECK(finds("art", "the art of"));
  CHECK(finds("art", "art"));
  CHECK(finds("art", "(art)"));
  CHECK_FALSE(finds("art", "start"));
  CHECK_FALSE(finds("art", "arts"));
  CHECK_FALSE(finds("art", "art_2"));
  CHECK_FALSE(finds("art", "art2"));
  CHECK_FALSE(finds("art", "\u00e9art"));
  CHECK_FALSE(finds("cafe", "cafe\u0301"));
  CHECK(finds("art", "start, party, art!"));
  CHECK(finds("art", "start", ", words = false"));
  CHECK(finds("\u043c\u0438\u0440", "\u0432\u043e\u0439\u043d\u0430 \u0438 \u041c\u0418\u0420"));
  CHECK_FALSE(finds("\u043c\u0438\u0440", "\u043c\u0438\u0440\u043d\u044b\u0439"));
}

TEST_CASE("rules: a keyword that begins another does not hide it") {
  const std::string params = "rules = [{ label = \"x\", keywords = [\"art\", \"article\", \"art school\"] }]";
  CHECK(label(params, "one article") == "x");
  CHECK(label(params, "art schools") == "x");
  CHECK(label(params, "the art school") == "x");
  CHECK(label(params, "articles") == "");
}

TEST_CASE("rules: keywords are literal, and borders are asked for only beside word characters") {
  CHECK(finds("C++", "in C++11"));
  CHECK_FALSE(finds("C++", "ObjC++"));
  CHECK(finds("a.b", "a.b"));
  CHECK_FALSE(finds("a.b", "axb"));
  CHECK(finds("$5 (five)", "only $5 (five) left"));
  CHECK(finds("\\d", "the \\d class"));
  CHECK(finds("[x]", "a[x]b"));
  CHECK(finds("#tag", "x#tag"));
}

TEST_CASE("rules: scripts without spaces") {
  CHECK(finds("足球", "我们下午踢足球吧"));
  CHECK(finds("サーバ", "サーバーを"));
  CHECK(finds("서울", "서울에서"));
  CHECK(finds("ภาษา", "ภาษาไทย"));
  CHECK(finds("python", "用Python写"));
  CHECK(finds("python", "Python은"));
  CHECK_FALSE(finds("python", "用Pythons写"));
  CHECK(finds("卡拉OK", "去卡拉OK吧"));
  CHECK_FALSE(finds("卡拉OK", "卡拉OKAY"));
  CHECK(finds("😀", "a😀b"));
}

TEST_CASE("rules: case") {
  CHECK(finds("Art", "ART"));
  CHECK_FALSE(finds("Art", "ART", ", ignore_case = false"));
  CHECK(label("rules = [{ label = \"x\", regex = \"a|b\" }]", "B") == "x");
  CHECK(label("rules = [{ label = \"x\", regex = \"a|b\", ignore_case = false }]", "B") == "");
}

TEST_CASE("rules: fields of their own, and where the label goes") {
  const std::string params =
      "into = \"/meta/topic\"\n"
      "rules = [{ label = \"t\", regex = \"x\", field = \"title\" }, { label = \"b\", regex = \"x\" }]";
  CHECK(run_op("rules", params, "{\"title\":\"-\",\"text\":\"x\",\"meta\":{}}\n").output ==
        "{\"title\":\"-\",\"text\":\"x\",\"meta\":{\"topic\":\"b\"}}\n");
  CHECK(run_op("rules", params, "{\"title\":\"x\",\"text\":\"x\"}\n").output ==
        "{\"title\":\"x\",\"text\":\"x\",\"meta\":{\"topic\":\"t\"}}\n");
  const test::RunOp nowhere = run_op("rules", params, "{\"title\":\"x\",\"text\":\"x\",\"meta\":7}\n");
  CHECK(nowhere.malformed.find("field /meta/topic cannot be added") != std::string::npos);
  CHECK(run_op("rules", params, "{\"text\":\"x\"}\n").malformed.find("field /title is missing") != std::string::npos);
  CHECK(run_op("rules", "rules = [{ label = \"x\", regex = 'a\\nb', field = \"/m/*\" }]", "{\"m\":[\"a\",\"b\"]}\n")
            .output == "{\"m\":[\"a\",\"b\"],\"label\":\"x\"}\n");
}

TEST_CASE("rules: labels that are there, and the counters") {
  const std::string rules = "rules = [{ label = \"new\", regex = \"x\" }]\n";
  const std::string input =
      "{\"text\":\"x\",\"label\":\"old\"}\n"
      "{\"text\":\"x\",\"label\":null}\n"
      "{\"text\":\"-\",\"label\":\"old\"}\n"
      "{\"text\":\"-\"}\n"
      "{\"text\":\"x\",\"label\":0}\n";
  const test::RunOp keep = run_op("rules", rules, input);
  CHECK(keep.output ==
        "{\"text\":\"x\",\"label\":\"old\"}\n"
        "{\"text\":\"x\",\"label\":\"new\"}\n"
        "{\"text\":\"-\",\"label\":\"old\"}\n"
        "{\"text\":\"-\"}\n"
        "{\"text\":\"x\",\"label\":0}\n");
  CHECK(counters(keep, {"abstained", "already_labelled", "new"}) ==
        std::map<std::string, std::uint64_t>{{"abstained", 1}, {"already_labelled", 3}, {"new", 1}});
  const test::RunOp over = run_op("rules", rules + "overwrite = true", input);
  CHECK(over.output ==
        "{\"text\":\"x\",\"label\":\"new\"}\n"
        "{\"text\":\"x\",\"label\":\"new\"}\n"
        "{\"text\":\"-\",\"label\":\"old\"}\n"
        "{\"text\":\"-\"}\n"
        "{\"text\":\"x\",\"label\":\"new\"}\n");
  CHECK(counters(over, {"abstained", "already_labelled", "new"}) ==
        std::map<std::string, std::uint64_t>{{"abstained", 2}, {"already_labelled", 0}, {"new", 3}});
}

TEST_CASE("rules: many rules agree with each by itself") {
  std::string all = "mode = \"all\"\nrules = [";
  for (int i = 0; i < 300; ++i) {
    const std::string n = std::to_string(i);
    all.append("{ label = \"").append(n).append("\", keywords = [\"k").append(n).append("\"] },");
  }
  all += "]";
  CHECK(label(all, "k7 k77 k777 k299x k299 xk3") == "[\"7\",\"77\",\"299\"]");
}

TEST_CASE("rules: a dictionary for a rule") {
  std::string params = "rules = [{ label = \"x\", keywords = [";
  for (int i = 0; i < 20000; ++i) params.append("\"").append(std::to_string(i * 7919LL % 1000003)).append("word\",");
  params += "] }]";
  CHECK(label(params, "a 7919word here") == "x");
  CHECK(label(params, std::to_string(19999LL * 7919 % 1000003) + "WORD") == "x");
  CHECK(label(params, "a 7919words 1000003word 17919word") == "");
}

TEST_CASE("rules: mistakes are refused and say which rule") {
  const auto error = [](std::string_view rules, std::string_view more = "") {
    return run_op("rules", "rules = [" + std::string(rules) + "]\n" + std::string(more), "").error;
  };
  const auto has = [](const std::string& text, std::string_view part) { return text.find(part) != std::string::npos; };
  CHECK(has(error(""), "rules is empty"));
  CHECK(has(error("{ label = \"a\", regex = \"x\" }, { label = \"b\" }"),
            "rules[1] (label \"b\"): it has neither a regex nor keywords"));
  CHECK(has(error("{ label = \"a\", regex = \"x(\" }"), "rules[0] (label \"a\")"));
  CHECK(has(error("{ label = \"a\", keywords = [\"\"] }"), "empty"));
  CHECK(has(error("{ label = \"a\", keywords = [\"" + std::string(1001, 'k') + "\"] }"), "longer than 1000 bytes"));
  CHECK(has(error("{ label = \"\", keywords = [\"x\"] }"), "its label is empty"));
  CHECK(has(error("{ keywords = [\"x\"] }"), "label"));
  CHECK(has(error("{ label = \"a\", regex = \"x\" }", "into = \"/m/*/label\""), "names many places"));
}

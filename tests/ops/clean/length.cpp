#include <vector>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

struct Failed {
  std::string rule;
  double value, limit;
  bool operator==(const Failed&) const = default;
};
std::ostream& operator<<(std::ostream& out, const Failed& f) {
  return out << f.rule << ' ' << f.value << ' ' << f.limit;
}

// What stands in "failed" of the first dropped record.
std::vector<Failed> failed_rules(const std::string& dropped) {
  std::vector<Failed> rules;
  const Value failed = Value(std::string_view(dropped).substr(0, dropped.find('\n')))["_dsprep"]["failed"];
  for (Value::Elements it = failed.elements(); it.next();) {
    const Value rule = it.value();
    rules.push_back({rule["rule"].text().value(), rule["value"].number().value(), rule["limit"].number().value()});
  }
  return rules;
}

bool keeps(std::string_view params, std::string_view text) {
  const test::RunOp run = run_op("length", params, record(text));
  REQUIRE(run.error == "");
  REQUIRE(run.malformed == "");
  return run.output == record(text);
}

}  // namespace

TEST_CASE("length: the limits themselves pass") {
  CHECK_FALSE(keeps("min_chars = 3", "ab"));
  CHECK(keeps("min_chars = 3", "abc"));
  CHECK(keeps("max_chars = 3", "abc"));
  CHECK_FALSE(keeps("max_chars = 3", "abcd"));
  CHECK_FALSE(keeps("min_words = 2", "one"));
  CHECK(keeps("min_words = 2", " one \t two\n"));
  CHECK(keeps("max_words = 2", "one two"));
  CHECK_FALSE(keeps("max_words = 2", "one two three"));
  CHECK(keeps("min_chars = 3\nmax_chars = 3\nmin_words = 1\nmax_words = 1", "abc"));
}

TEST_CASE("length: characters are code points, neither bytes nor UTF-16 units") {
  const auto has = [](int n, std::string_view text) {
    return keeps("min_chars = " + std::to_string(n) + "\nmax_chars = " + std::to_string(n), text);
  };
  CHECK(has(0, ""));
  CHECK(has(4, "今天很好"));
  CHECK(has(1, "😀"));
  CHECK(has(7, "👨‍👩‍👧‍👦"));
  CHECK(has(5, "cafe\u0301"));
  CHECK(has(5, "مرحبا"));
  CHECK(has(3, "a\nb"));
}

TEST_CASE("length: the three word models") {
  CHECK(keeps("max_words = 1", "我爱北京天安门。"));
  CHECK(keeps("min_words = 7\nmax_words = 7\nwords = \"uax29\"", "我爱北京天安门。"));
  CHECK(keeps("min_words = 3\nmax_words = 5\nwords = \"unicode\"", "我爱北京天安门。"));
  CHECK(keeps("min_words = 2\nmax_words = 2", "- yes"));
  CHECK(keeps("min_words = 1\nmax_words = 1\nwords = \"uax29\"", "- yes"));
  CHECK(keeps("min_words = 2\nmax_words = 2", "a\u3000b"));
  CHECK(keeps("min_words = 1\nmax_words = 1", "a\u200Bb"));
}

TEST_CASE("length: without limits everything is kept, and none takes a limit away") {
  CHECK(keeps("", ""));
  CHECK(keeps("min_words = \"none\"", ""));
}

TEST_CASE("length: every rule that failed is told, with its value and limit") {
  const test::RunOp run = run_op("length", "min_chars = 10\nmin_words = 3\nmax_words = 9", record("two words"));
  CHECK(run.output == "");
  CHECK(failed_rules(run.dropped) == std::vector<Failed>{{"min_chars", 9, 10}, {"min_words", 2, 3}});
  CHECK(run.result.books.dropped == 1);
}

TEST_CASE("length: a field with several elements is measured joined by LF") {
  const std::string line = "{\"m\":[{\"t\":\"ab\"},{\"t\":\"cd\"}]}\n";
  CHECK(run_op("length", "field = \"/m/*/t\"\nmin_chars = 5\nmax_chars = 5\nmin_words = 2", line).output == line);
}

TEST_CASE("length: text that is not there, or is none, makes the record malformed") {
  const auto reason = [](std::string_view line) {
    const test::RunOp run = run_op("length", "field = \"/a/*\"\nmin_chars = 1", std::string(line) + "\n");
    CHECK(run.output == "");
    CHECK(run.dropped == "");
    return Value(std::string_view(run.malformed).substr(0, run.malformed.find('\n')))["reason"].text().value_or("");
  };
  CHECK(reason("{}") == "field /a/* is missing");
  CHECK(reason("{\"a\":[]}") == "field /a/* is missing");
  CHECK(reason("{\"a\":[null]}") == "field /a/* is null, not text");
  CHECK(reason("{\"a\":[\"x\",\"y\",7]}") == "field /a/* is number, not text: element 3");
  CHECK(reason("{\"a\":[\"x\",{}]}") == "field /a/* is object, not text: element 2");
}

TEST_CASE("length: a range that nothing can be in is refused") {
  const test::RunOp run = run_op("length", "min_words = 5\nmax_words = 4", "");
  CHECK(run.error.find("min_words = 5 is more than max_words = 4") != std::string::npos);
  CHECK(run_op("length", "min_chars = -1", "").error != "");
  CHECK(run_op("length", "words = \"unicod\"", "").error.find("unicode") != std::string::npos);
}

TEST_CASE("length: where only the verdict is asked for, it is that of the counted words") {
  std::string input;
  for (int words = 0; words < 40; ++words)
    for (const char* gap : {" ", "\\n\\t", "\u3000", "\u00a0", "\\u2028", "\\u001c", "\\u0085"}) {
      std::string text = gap;
      for (int i = 0; i < words; ++i) text.append(i % 3 ? "字" : "word,").append(gap);
      input += "{\"text\":\"" + text + "\"}\n";
    }
  test::RunHow told;
  told.explain = true;
  for (const char* least : {"0", "1", "19", "20", "21", "39"}) {
    const std::string params = std::string("min_words = ") + least;
    const test::RunOp quick = test::run_op("length", params, input),
                      counted = test::run_op("length", params + "\nmax_words = 1000", input);
    CHECK(quick.output == counted.output);
    CHECK(test::run_op("length", params, input, told).dropped ==
          test::run_op("length", params + "\nmax_words = 1000", input, told).dropped);
  }
}

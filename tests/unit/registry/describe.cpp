#include "registry/describe.h"

#include <algorithm>

#include "dsprep/value.h"
#include "support/catch.h"
#include "unit/registry/fake_ops.h"

using namespace dsprep;
using Catch::Matchers::StartsWith;

namespace {

bool has(const std::string& text, const std::string& part) { return text.find(part) != std::string::npos; }

std::size_t widest(const std::string& text) {
  std::size_t widest = 0, column = 0;
  for (const char c : text) {
    if (c == '\n') column = 0;
    else if ((static_cast<unsigned char>(c) & 0xc0) != 0x80) widest = std::max(widest, ++column);
  }
  return widest;
}

}  // namespace

TEST_CASE("values as TOML") {
  using registry::value_text;
  CHECK(value_text({}) == "none");
  CHECK(value_text(true) == "true");
  CHECK(value_text(std::int64_t{-3}) == "-3");
  CHECK(value_text(0.5) == "0.5");
  CHECK(value_text(std::string("a\"b\\c\n\x01")) == "\"a\\\"b\\\\c\\n\\u0001\"");
  CHECK(value_text(ParamList{std::string("a"), std::int64_t{1}}) == "[\"a\", 1]");
  CHECK(value_text(ParamTable{{"b", 0.8}, {"a b", std::int64_t{1}}}) == "{ b = 0.8, \"a b\" = 1 }");
  CHECK(value_text(ParamTable{}) == "{}");
  CHECK(value_text(ParamList{}) == "[]");
}

TEST_CASE("a flag writes underscores as dashes") { CHECK(registry::flag_of(test::everything) == "--every-thing"); }

TEST_CASE("the list names every op under its family") {
  CHECK(registry::list_ops(test::fake_registry()) ==
        "clean\n  every_thing  Does everything with words\n  plain        Does nothing\n\nsplit\n  portions     "
        "Splits\n");
}

TEST_CASE("an op's page tells parameters, rules, source and examples") {
  const std::string page = registry::op_page(test::everything);
  CHECK(has(page, "--every-thing"));
  CHECK(has(page, "min_words  integer, default 50\n"));
  CHECK(has(page, "fewest words (at least 0); \"none\" switches it off"));
  CHECK(has(page, "max_words  integer, default none"));
  CHECK(has(page, "how | to go; one of fast, good"));
  CHECK(has(page, "field  field, default \"/text\""));
  CHECK(has(page, "key  text, required"));
  CHECK(has(page, "min_words: words, at least 50\n"));
  CHECK(has(page, "many: words, at most max_words (off by default)"));
  CHECK(has(page, "fixed: share, 0 to 1, below 0.25"));
  CHECK(has(page, "Doe 2024"));
  CHECK(has(page, "    {\"text\":\"a b\"}\n"));
  CHECK(widest(page) <= 100);
  CHECK(has(registry::op_page(test::portions), "plain options of dsprep split"));
  CHECK_FALSE(has(registry::op_page(test::plain), "Parameters"));
}

TEST_CASE("an op's Markdown keeps its tables whole") {
  const std::string page = registry::op_markdown(test::everything);
  CHECK_THAT(page, StartsWith("# every_thing\n"));
  CHECK(has(page, "| `mode` | text | `\"fast\"` |  | how \\| to go; one of fast, good |"));
  CHECK(has(page, "| `rows[].weight` | number | `1` | 0 to 1 | how much it counts |"));
  CHECK(has(page, "| `rows[].key` | text | required |"));
  CHECK(has(page, "```toml\nmin_words = 2\n```"));
  CHECK(page.back() == '\n');
}

TEST_CASE("the schema is JSON that knows every op and parameter") {
  const std::string schema = registry::json_schema(
      test::fake_registry(), {{"-j, --threads", "N", "workers", {}}, {"--force", "", "replace", {}}});
  REQUIRE_FALSE(validate_json(schema));
  const Value root{schema};
  const Value step = root.find("/properties/step/items/oneOf/0");
  CHECK(step.find("/title").text() == "every_thing");
  CHECK(step.find("/properties/op/const").text() == "every_thing");
  CHECK(step.find("/additionalProperties").boolean() == false);
  CHECK(step.find("/properties/min_words/anyOf/0/type").text() == "integer");
  CHECK(step.find("/properties/min_words/anyOf/1/const").text() == "none");
  CHECK(step.find("/properties/share/maximum").number() == 1);
  CHECK(step.find("/properties/mode/enum/1").text() == "good");
  CHECK(step.find("/properties/keep/anyOf/1/items/type").text() == "string");
  CHECK(step.find("/properties/ratios/additionalProperties/type").text() == "number");
  CHECK(step.find("/properties/rows/items/required/0").text() == "key");
  CHECK(root.find("/properties/run/properties/threads/description").text() == "workers");
  CHECK(root.find("/properties/run/properties/force/type").text() == "boolean");
  CHECK(root.find("/additionalProperties").boolean() == false);
}

TEST_CASE("ops as JSON hold everything") {
  const std::string json = registry::ops_json(test::fake_registry());
  REQUIRE_FALSE(validate_json(json));
  const Value root{json};
  CHECK(root.size() == 3);
  CHECK(root.find("/0/params/1/default").integer() == 50);
  CHECK(root.find("/0/rules/2/limit").number() == 0.25);
  CHECK(root.find("/0/examples/0/dropped").text() == "{\"text\":\"a\"}\n");
}

TEST_CASE("the man page escapes what troff would read") {
  const registry::ManualTexts more{
      {{"0", "done"}}, {{"TMPDIR", "`--tmp`"}}, {{"OUT/data/", "records"}}, {{"dsprep clean a.jsonl", "Clean"}}};
  const std::string page = registry::man_page(
      {{"clean", "drop bad records", "[-o OUT]", {{"-o, --output", "PATH", ".starts with a dot … 数𝒙", {}}}, {}}},
      test::fake_registry(), "1.2.3", more);
  CHECK_THAT(page, StartsWith(".TH DSPREP 1"));
  CHECK(has(page, "\\-o, \\-\\-output"));
  CHECK(has(page, "\n\\&.starts with a dot \\[u2026] \\[u6570]\\[u1D499]\n"));
  CHECK(has(page, "\\-\\-every\\-thing"));
  CHECK(has(page, "dsprep 1.2.3"));
  CHECK(has(page, "Details about \\fBit\\fR."));
  CHECK_FALSE(has(page, "`"));
  for (const char* part :
       {".SH EXIT STATUS\n.TP\n\\fB0\\fR\ndone\n", ".SH ENVIRONMENT\n.TP\n\\fBTMPDIR\\fR\n\\fB\\-\\-tmp\\fR\n",
        ".SH FILES\n", ".SH EXAMPLES\n"}) {
    INFO(part);
    CHECK(has(page, part));
  }
  // Sections in the order of man-pages(7).
  CHECK(page.find(".SH OPTIONS") < page.find(".SH EXIT STATUS"));
  CHECK(page.find(".SH ENVIRONMENT") < page.find(".SH FILES"));
  CHECK(page.find(".SH FILES") < page.find(".SH EXAMPLES"));
}

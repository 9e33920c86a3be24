#include <string>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

constexpr std::string_view lenient = "strict = false", to_the_end = "double_escaped = true";

std::string unescaped(std::string_view params, std::string_view text) {
  const test::RunOp run = run_op("html_entities", params, record(text));
  REQUIRE(run.error == "");
  return Value(std::string_view(run.output).substr(0, run.output.find('\n')))["text"].text().value();
}
std::string unescaped(std::string_view text) { return unescaped("", text); }

}  // namespace

TEST_CASE("html_entities: names and numbers") {
  CHECK(unescaped("&lt;p&gt; &amp; &quot;&apos;&nbsp;&eacute;&Eacute;&notin;&NotEqualTilde;") ==
        "<p> & \"'\u00a0éÉ∉≂\u0338");
  CHECK(unescaped("&CounterClockwiseContourIntegral;") == "∳");
  CHECK(unescaped("&#20013;&#x6587;&#X6587;&#128512;&#0000065;") == "中文文😀A");
  CHECK(unescaped("&#0;&#xD800;&#x110000;&#99999999999999999999999999;&#150;&#x80;&#129;") ==
        "\ufffd\ufffd\ufffd\ufffd–€\u0081");
  CHECK(unescaped("&#10;&#9;") == "\n\t");
  CHECK(unescaped("&#7;") == "\x07");
}

TEST_CASE("html_entities: what is no reference stays") {
  for (const std::string text : {"R&D",           "&",    "&&",      "&;",
                                 "&#;",           "&#x;", "&#xg;",   "&nosuch;",
                                 "& amp;",        "&amp", "&copy 1", "?a=1&copy=2",
                                 "&é;",           "&AMP", "&Amp;",   "&notit;",
                                 "中文 & 日本語", "",     "&#12",    "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;"})
    CHECK(unescaped(text) == text);
}

TEST_CASE("html_entities: as a browser reads it") {
  CHECK(unescaped(lenient, "&copy 2024 &copy; &amp &lt3 ?a=1&copy=2 &notit; &notin; &AMP") ==
        "© 2024 © & <3 ?a=1©=2 ¬it; ∉ &");
  CHECK(unescaped(lenient, "&#65 &#65; &#x41g &#x;&#") == "A A Ag &#x;&#");
  CHECK(unescaped(lenient, "R&D &nosuch &alpha &alpha;") == "R&D &nosuch &alpha α");
  CHECK(unescaped(lenient, "&ampamp;") == "&ampamp;");  // escaped twice
}

TEST_CASE("html_entities: what was escaped twice stays, or is unescaped to the end") {
  CHECK(unescaped("&amp;lt; &amp;amp; &amp;#65; &#38;lt; AT&amp;T &amp;; &amp;&amp; &amp;nosuch;") ==
        "&amp;lt; &amp;amp; &amp;#65; &#38;lt; AT&T &; && &nosuch;");
  CHECK(unescaped("&amp;copy 1") == "&copy 1");
  CHECK(unescaped(lenient, "&amp;copy 1") == "&amp;copy 1");
  CHECK(unescaped(to_the_end, "&amp;lt; &amp;amp;amp;amp; &amp;amp;#38;amp;") == "< & &");
  std::string deep = "&";
  for (int i = 0; i < 15; ++i) deep += "amp;";
  CHECK(unescaped(to_the_end, deep) == "&");
  deep += "amp;";
  CHECK(unescaped(to_the_end, deep + " &lt;") == deep + " &lt;");
  const test::RunOp run = run_op("html_entities", to_the_end, record(deep));
  CHECK(run.result.books.steps[0].counters[4] == 1);
  for (int i = 0; i < 300000; ++i) deep += "amp;";
  CHECK(unescaped(to_the_end, deep) == deep);
  CHECK(unescaped(deep) == deep);
}

TEST_CASE("html_entities: twice is once, for letters that make a reference, too") {
  for (const std::string_view params : {std::string_view(), lenient, to_the_end})
    for (const std::string text : {"&&#97;mp;lt;", "&am&#112;;", "&amp;x&#59;", "&amp;&#97;mp;", "&#38;&#35;65;",
                                   "&amp&#59;lt;", "&ampam&#112;"}) {
      const std::string once = unescaped(params, text);
      CHECK(unescaped(params, once) == once);
    }
}

TEST_CASE("html_entities: counts, and labels that move") {
  const test::RunOp run =
      test::run_toml("[dataset]\nspans = \"/spans\"\n[[step]]\nop = \"html_entities\"\n",
                     "{\"text\":\"&lt;中文&#62; &#x41;&amp;lt;\",\"spans\":[{\"start\":4,\"end\":6},"
                     "{\"start\":0,\"end\":11},{\"start\":12,\"end\":18}]}\n");
  CHECK(run.output ==
        "{\"text\":\"<中文> A&amp;lt;\",\"spans\":[{\"start\":1,\"end\":3},{\"start\":0,\"end\":4},"
        "{\"start\":5,\"end\":6}]}\n");
  const auto& counters = run.result.books.steps[0].counters;
  CHECK(counters[0] == 1);
  CHECK(counters[1] == 1);
  CHECK(counters[2] == 1);
  CHECK(counters[3] == 1);  // kept
  CHECK(counters[4] == 0);
}

TEST_CASE("html_entities: untouched bytes, every element, what is no text") {
  const std::string line = "{ \"text\" : \"caf\\u00e9 \\/ R\\u0026D\", \"n\":1.0}\n";
  CHECK(run_op("html_entities", "", line).output == line);
  CHECK(run_op("html_entities", "", "{\"text\":\"\\u0026amp; \\\"\"}\n").output == "{\"text\":\"& \\\"\"}\n");
  CHECK(run_op("html_entities", "fields = [\"/a/*\"]", "{\"a\":[\"&lt;\",null],\"b\":\"&lt;\"}\n").output ==
        "{\"a\":[\"<\",null],\"b\":\"&lt;\"}\n");
  CHECK(run_op("html_entities", "", "{\"text\":[]}\n").malformed != "");
  CHECK(run_op("html_entities", "strict = 1", "").error != "");
}

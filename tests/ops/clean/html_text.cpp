// html_text through the pipeline: modes, results, texts that are no HTML, records that lack what it needs.
#include <string>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

// The member of the first record of the output, as JSON.
std::string member(const test::RunOp& run, std::string_view name) {
  REQUIRE(run.error == "");
  REQUIRE(run.output != "");
  return std::string(Value(std::string_view(run.output).substr(0, run.output.find('\n')))[name].raw());
}

std::string text_of(std::string_view params, std::string_view html) {
  const std::string raw = member(run_op("html_text", params, record(html)), "text");
  return Value(raw).text().value();
}

// An article as sites have them, with all that surrounds it.
const std::string page = R"(<!DOCTYPE html><html lang="en"><head><title>Bridge opens | The Daily</title>
<meta property="og:title" content="Bridge opens"><meta property="og:type" content="article">
<meta name="author" content="Mei Lin"><meta property="article:published_time" content="2024-05-01"></head><body>
<header class="site-header"><nav class="main-nav"><ul><li><a href="/">Home</a></li><li><a href="/world">World</a></li>
<li><a href="/sport">Sport</a></li><li><a href="/login">Sign in</a></li></ul></nav></header>
<div class="cookie-banner">We use cookies to improve your experience. <button>Accept all cookies</button></div>
<main><article class="post-content"><h1>Bridge opens</h1>
<p>The new bridge over the river was opened on Wednesday morning, two years later than planned, in front of several
hundred people who had come in spite of the rain.</p>
<p>It is 410 metres long, and it cost twice as much as the city had expected when the council voted for it. Trams are to
cross it from the autumn on, and cyclists have a lane of their own.</p>
<p>“We waited for this for a very long time,” said the mayor, who walked across it first. Engineers had found cracks in
one of the piers last year, which had to be built again from the ground.</p>
<p>The old bridge, which was built in 1931, will be closed in June, and it will be taken down over the following year.</p>
</article></main>
<section class="related-posts"><h3>Related articles</h3><ul><li><a href="/a">Ten things to do this weekend</a></li>
<li><a href="/b">Why the river is so low</a></li><li><a href="/c">Trams are late again</a></li></ul></section>
<section id="comments" class="comments"><h3>2 comments</h3><div class="comment"><a href="/u">bob</a><p>Too late!</p>
<a href="#">Reply</a></div></section>
<footer class="site-footer"><p>© 2024 The Daily. All rights reserved.</p><ul><li><a href="/p">Privacy policy</a></li>
<li><a href="/t">Terms of use</a></li></ul></footer></body></html>)";

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

TEST_CASE("html_text: main text without what surrounds it") {
  const std::string main = text_of("", page);
  for (const char* part : {"The new bridge over", "It is 410 metres", "said the mayor", "will be closed in June"})
    CHECK(has(main, part));
  for (const char* part : {"Home", "Sign in", "cookies", "Related", "Ten things", "Reply", "rights", "Privacy"})
    CHECK(!has(main, part));
  const std::string all = text_of("mode = \"all\"", page);
  for (const char* part : {"The new bridge over", "Home", "cookies", "Ten things", "Privacy"}) CHECK(has(all, part));
}

TEST_CASE("html_text: results are written on request, null where the page does not say") {
  const std::string wanted =
      "title = \"title\"\nauthor = \"author\"\ndate = \"date\"\nlanguage = \"language\"\n"
      "link_density = \"links\"\nconfidence = \"confidence\"\nleft_out = \"rest\"";
  const test::RunOp run = run_op("html_text", wanted, record(page));
  CHECK(member(run, "title") == "\"Bridge opens\"");
  CHECK(member(run, "author") == "\"Mei Lin\"");
  CHECK(member(run, "date") == "\"2024-05-01\"");
  CHECK(member(run, "language") == "\"en\"");
  const double confidence = *Value(member(run, "confidence")).number(), links = *Value(member(run, "links")).number();
  CHECK((confidence > 0.6 && confidence <= 1));
  CHECK((links > 0.05 && links < 0.5));
  const std::string rest_raw = member(run, "rest"), rest = Value(rest_raw).text().value();
  CHECK(has(rest, "Ten things"));
  CHECK(!has(rest, "410 metres"));
  const test::RunOp bare = run_op("html_text", wanted, record("<p>x"));
  for (const char* name : {"title", "author", "date", "language"}) CHECK(member(bare, name) == "null");
  CHECK(member(run_op("html_text", "title = \"t\"", record("<title> a\n  b </title>x")), "t") == "\"a b\"");
}

TEST_CASE("html_text: what is no HTML stays as it is") {
  const std::string plain = "  if (a < b && c > d)\n\n\treturn &amp; \n";
  const test::RunOp run = run_op(
      "html_text", "title = \"t\"\nconfidence = \"c\"\nleft_out = \"rest\"\nlink_density = \"l\"", record(plain));
  CHECK(Value(member(run, "text")).text() == plain);
  CHECK(member(run, "t") == "null");
  CHECK(member(run, "c") == "null");
  CHECK(member(run, "rest") == "\"\"");
  CHECK(*Value(member(run, "l")).number() == 0);
  CHECK(text_of("", "") == "");
}

TEST_CASE("html_text: a page of nothing but navigation has no main text") {
  const std::string menu =
      "<nav class=menu><ul><li><a href=/>Home</a><li><a href=/a>About us</a><li><a href=/c>Contact"
      "</a></ul></nav><footer>© 2024 Someone</footer>";
  CHECK(text_of("", menu) == "");
  CHECK(text_of("mode = \"all\"", menu) == "Home\nAbout us\nContact\n\n© 2024 Someone");
}

TEST_CASE("html_text: of a piece of a page all stays that is no navigation") {
  CHECK(text_of("", "<h1>天气</h1><p>今天 <b>很好</b></p><p hidden>no</p><nav><a href=/>Home</a></nav>") ==
        "天气\n\n今天 很好");
  CHECK(text_of("", "<table><tr><th>都市<th>人口<tr><td>東京<td>1400万</table><pre>if x:\n  y</pre>") ==
        "都市 | 人口\n東京 | 1400万\n\nif x:\n  y");
}

TEST_CASE("html_text: NUL, surrogates and escapes in JSON") {
  CHECK(run_op("html_text", "mode = \"all\"", "{\"text\":\"<p>a\\u0000b\\ud83d\\ude00&#xd800;\\u003ci>c\"}\n").output ==
        "{\"text\":\"ab😀\uFFFDc\"}\n");
}

TEST_CASE("html_text: fields with several elements, and records that lack the field") {
  CHECK(run_op("html_text", "field = \"/m/*/c\"\nmode = \"all\"",
               "{\"m\":[{\"c\":\"<b>一</b>\"},{\"c\":null},{\"c\":\"<p>2\"}]}\n")
            .output == "{\"m\":[{\"c\":\"一\"},{\"c\":null},{\"c\":\"2\"}]}\n");
  for (const char* line : {"{}\n", "{\"text\":null}\n", "{\"text\":1}\n"})
    CHECK(run_op("html_text", "", line).malformed != "");
  CHECK(has(run_op("html_text", "title = \"/a/b\"", "{\"text\":\"<p>x\",\"a\":1}\n").malformed, "cannot be added"));
}

TEST_CASE("html_text: parameters that make no sense are refused") {
  CHECK(has(run_op("html_text", "mode = \"all\"\nconfidence = \"c\"", "").error, "needs mode"));
  CHECK(has(run_op("html_text", "mode = \"all\"\nleft_out = \"c\"", "").error, "needs mode"));
  CHECK(has(run_op("html_text", "title = \"text\"", "").error, "is the text itself"));
  CHECK(has(run_op("html_text", "title = \"a\"\nauthor = \"/a\"", "").error, "both name"));
  CHECK(has(run_op("html_text", "mode = \"some\"", "").error, "mode"));
}

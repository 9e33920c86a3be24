#include "report/html.h"

#include "report/utf8.h"
#include "support/catch.h"

using namespace dsprep::report;

TEST_CASE("text from outside is no markup") {
  CHECK(html("a<b>&\"'") == "a&lt;b&gt;&amp;&quot;&#39;");
  CHECK(html(std::string("\0\x01\x1f\x7f\t\n", 6)) == "\u2400\u2401\u241F\u2421\t\n");
  CHECK(html("中\xff🌍") == "中\uFFFD🌍");
  CHECK(html("") == "");
}

TEST_CASE("invalid UTF-8 is replaced, byte by byte; the rest stays") {
  CHECK(valid_utf8("é中🌍") == "é中🌍");
  CHECK(valid_utf8("\xe4\xb8") == "\uFFFD\uFFFD");
  CHECK(valid_utf8("\xed\xa0\x80x") == "\uFFFD\uFFFD\uFFFDx");  // a surrogate
  CHECK(valid_utf8("\xc0\xafx") == "\uFFFD\uFFFDx");            // overlong
  CHECK(valid_utf8("a\x80"
                   "b") ==
        "a\uFFFD"
        "b");
}

TEST_CASE("long texts are cut between code points") {
  CHECK(shortened("abc", 3) == "abc");
  CHECK(shortened("abcd", 3) == "abc…");
  CHECK(shortened("中文字", 3) == "中文字");
  CHECK(shortened("中文字符", 3) == "中文字…");
  CHECK(shortened("🌍🌍🌍", 1) == "🌍…");
  CHECK(shortened("ab\xff"
                  "cdefgh",
                  3) == "ab\uFFFD…");
  CHECK(shortened(std::string(1'000'000, 'x'), 10) == "xxxxxxxxxx…");
  CHECK(shortened("", 0) == "");
}

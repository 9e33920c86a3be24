#include "report/html.h"

#include <limits>

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

TEST_CASE("numbers as people read them") {
  CHECK(shown_count(0) == "0");
  CHECK(shown_count(999) == "999");
  CHECK(shown_count(1'000) == "1\u202F000");
  CHECK(shown_count(std::numeric_limits<std::uint64_t>::max()) ==
        "18\u202F446\u202F744\u202F073\u202F709\u202F551\u202F615");
  CHECK(shown_number(0) == "0");
  CHECK(shown_number(-0.0) == "0");
  CHECK(shown_number(3) == "3");
  CHECK(shown_number(-1234567) == "\u22121\u202F234\u202F567");
  CHECK(shown_number(0.1) == "0.1");
  CHECK(shown_number(0.07234567) == "0.07235");
  CHECK(shown_number(999.96) == "1\u202F000");
  CHECK(shown_number(1234.56) == "1\u202F234.6");
  CHECK(shown_number(1234.01) == "1\u202F234");
  CHECK(shown_number(123456.7) == "123\u202F457");
  CHECK(shown_number(1e-7) == "1e-07");
  CHECK(shown_number(1e300) == "1e+300");
  CHECK(shown_number(std::numeric_limits<double>::quiet_NaN()) == "–");
  CHECK(shown_number(-std::numeric_limits<double>::infinity()) == "\u2212∞");
}

TEST_CASE("numbers on axes are short") {
  CHECK(shown_briefly(0) == "0");
  CHECK(shown_briefly(0.25) == "0.25");
  CHECK(shown_briefly(8000) == "8\u202F000");
  CHECK(shown_briefly(20000) == "20\u202Fk");
  CHECK(shown_briefly(999'999) == "1\u202FM");
  CHECK(shown_briefly(1.5e6) == "1.5\u202FM");
  CHECK(shown_briefly(-2.5e9) == "\u22122.5\u202FG");
  CHECK(shown_briefly(999.7) == "1\u202F000");
  CHECK(shown_briefly(3e15) == "3e+15");
  CHECK(shown_briefly(1e-9) == "1e-09");
  for (double v = 1e-12; v < 1e18; v *= 1.37) CHECK(shown_briefly(v).size() <= 10);
}

TEST_CASE("shares") {
  CHECK(shown_percent(1, 0) == "");
  CHECK(shown_percent(0, 10) == "0.0\u202F%");
  CHECK(shown_percent(1, 3) == "33.3\u202F%");
  CHECK(shown_percent(1, 100'000) == "<0.1\u202F%");
  CHECK(shown_percent(99'999, 100'000) == ">99.9\u202F%");
  CHECK(shown_percent(7, 7) == "100.0\u202F%");
}

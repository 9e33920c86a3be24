#include <algorithm>
#include <cmath>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/quality_values.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

const std::string open = "min_line_punct = 0\nmax_short_lines = 1\nmax_char_dup = 1\nmax_newlines_per_word = 1e18\n";

double value(std::string_view rule, std::string_view text, const std::string& more = "") {
  const auto values = test::measure_rules("fineweb", open + more, text);
  REQUIRE(values.contains(std::string(rule)));
  return values.at(std::string(rule)).value_or(std::nan(""));
}

}  // namespace

TEST_CASE("fineweb: the values that datatrove gave") {
  CHECK(test::compare_with_tools("fineweb", [](std::string_view, std::string_view text) {
          return test::measure_rules("fineweb", open, text);
        }) > 600);
}

TEST_CASE("fineweb: lines that end with terminal punctuation, and nothing behind it") {
  CHECK(value("min_line_punct", "A.\nB。\n\n \nC؟\nD. \nE…\n\"F.\"\nG:") == 3.0 / 7);
  CHECK(value("min_line_punct", "x\r\ny.\r\n") == 0);  // the CR is the last character
  CHECK(value("min_line_punct", "中文\n中文！") == 0.5);
  CHECK(value("min_line_punct", "a\nb") == 0);
  CHECK(std::isnan(value("min_line_punct", "a\nb", "line_punct_exclude_zero = true")));
  CHECK(value("min_line_punct", "a\nb.", "line_punct_exclude_zero = true") == 0.5);
}

TEST_CASE("fineweb: short lines, copied lines, lists") {
  const std::string thirty(30, 'x');
  CHECK(value("max_short_lines", thirty + "\n" + thirty + "y\n\n") == 0.5);
  CHECK(value("max_short_lines", "中文字\n中文字字", "short_line_chars = 3") == 0.5);
  CHECK(value("max_char_dup", "中文\nab\n中文\n中文\nab ") == 4.0 / 11);
  CHECK(value("max_newlines_per_word", "a b\n\nc\n") == 1);
  CHECK(value("max_newlines_per_word", "我爱北京。\n", "words = \"uax29\"") == 0.25);
  CHECK(std::isnan(value("max_newlines_per_word", "。。\n", "words = \"uax29\"")));
}

TEST_CASE("fineweb: the limits themselves pass, every failure is told, blank text is dropped") {
  const std::string half = record("A long enough line, with an end to it.\nAnother long enough line, without");
  CHECK(run_op("fineweb", "min_line_punct = 0.5", half).output == half);
  CHECK(run_op("fineweb", "min_line_punct = 0.51", half).output == "");
  const auto run = run_op("fineweb", "", record("Home\nHome\nAbout"));
  std::string failed;
  for (Value::Elements it =
           Value(std::string_view(run.dropped).substr(0, run.dropped.find('\n')))["_dsprep"]["failed"].elements();
       it.next();)
    failed += it.value()["rule"].text().value() + " ";
  CHECK(failed == "min_line_punct max_short_lines max_char_dup max_newlines_per_word ");
  for (const std::string_view blank : {"", " ", "\n\n\u3000\n"}) {
    const auto empty = run_op("fineweb", "", record(blank));
    CHECK(empty.output == "");
    CHECK(empty.dropped.find("\"lines_with_text\",\"value\":0,\"limit\":1") != std::string::npos);
  }
}

TEST_CASE("fineweb: bad input has a defined value for every rule") {
  std::string marks, emoji;
  for (int i = 0; i < 50'000; ++i) marks += "\u0301", emoji += "😀\n";
  for (const std::string& text :
       {marks, emoji, std::string("مرحبا\nשלום"), std::string(1 << 20, 'x'), "x" + std::string(1 << 20, '\n')}) {
    const auto values = test::measure_rules("fineweb", open, text);
    CHECK(values.size() == 5);
    for (const auto& [rule, measured] : values) CHECK((measured && std::isfinite(*measured)));
  }
  CHECK(run_op("fineweb", "", "{\"text\":null}\n").malformed.find("is null, not text") != std::string::npos);
  CHECK(run_op("fineweb", "field = \"/m/*\"",
               "{\"m\":[\"One long line that ends as a sentence does.\",\"And a second one that does so, too.\"]}\n")
            .dropped == "");
}

TEST_CASE("fineweb: where only the verdict is asked for, it is that of the counted words") {
  std::string input;
  for (int words = 0; words < 45; ++words)
    for (int feeds = 0; feeds < 14; ++feeds) {
      std::string text;
      for (int i = 0; i < words; ++i)
        text += std::string(i % 3 ? "字" : "word") + (i < feeds ? "\n" : i % 2 ? "　" : " ");
      for (int i = words; i < feeds; ++i) text += "\n";
      input += record(text);
    }
  test::RunHow told;
  told.explain = true;
  for (const char* most : {"0", "0.1", "0.3", "0.3333333333333333", "0.5", "1"}) {
    const std::string params =
        "min_line_punct = 0\nmax_short_lines = 1\nmax_char_dup = 1\nmax_newlines_per_word = " + std::string(most);
    const auto kept = [](const test::RunOp& run) { return std::count(run.output.begin(), run.output.end(), '\n'); };
    const test::RunOp quick = run_op("fineweb", params, input), counted = run_op("fineweb", params, input, told);
    CHECK(kept(quick) == kept(counted));
    CHECK(kept(quick) > 30);
    CHECK(kept(quick) < 45 * 14);
    // What is dropped has its values told both ways.
    CHECK(std::count(quick.dropped.begin(), quick.dropped.end(), '\n') ==
          std::count(counted.dropped.begin(), counted.dropped.end(), '\n'));
  }
}

#include <cmath>

#include "dsprep/value.h"
#include "support/catch.h"
#include "support/quality_values.h"
#include "support/run_op.h"

using namespace dsprep;
using test::record;
using test::run_op;

namespace {

const std::string open = R"(
min_words = 0
max_words = 1000000000
min_word_length = 0
max_word_length = 1e18
max_hash_ratio = 1e18
max_ellipsis_ratio = 1e18
max_symbol_ratio = 1e18
max_bullet_lines = 1
max_ellipsis_lines = 1
min_alpha_words = 0
min_stop_words = 0
)";

test::RuleValues measure(std::string_view variant, std::string_view text, const std::string& more = "") {
  return test::measure_rules("gopher_quality", "variant = \"" + std::string(variant) + "\"\n" + open + more, text);
}
double value(std::string_view variant, std::string_view rule, std::string_view text, const std::string& more = "") {
  const auto values = measure(variant, text, more);
  REQUIRE(values.contains(std::string(rule)));
  return values.at(std::string(rule)).value_or(std::nan(""));
}

constexpr std::string_view all_variants[] = {"paper", "datatrove", "dclm", "dolma"};

}  // namespace

TEST_CASE("gopher_quality: the values that the tools gave") {
  CHECK(test::quality_fixtures().size() > 150);
  CHECK(test::compare_with_tools("gopher_quality", [](std::string_view variant, std::string_view text) {
          return measure(variant, text);
        }) > 4000);
}

TEST_CASE("gopher_quality: what counts as a word") {
  const std::string_view text = "\u201cThe\u201d cat - and 12 (dogs) # _x";
  CHECK(value("paper", "min_words", text) == 8);
  CHECK(value("datatrove", "min_words", text) == 6);  // without - and #
  CHECK(value("dclm", "min_words", text) == 3);       // cat and 12: the others begin with a mark
  CHECK(value("dolma", "min_words", text) == 8);
  CHECK(value("dclm", "min_words", "a\u3000b c") == 2);  // for fastText U+3000 is no white space
  CHECK(value("paper", "min_words", "a\u3000b c") == 3);
  CHECK(value("dclm", "min_words", std::string("a\0b -\0c", 7)) == 3);
  CHECK(value("paper", "min_words", "我爱北京。", "words = \"uax29\"") == 4);
  CHECK(value("dclm", "min_words", "我爱北京。 ok", "words = \"uax29\"") == 5);
  CHECK(value("datatrove", "min_words", "我爱 。 北京", "words = \"whitespace\"") == 2);
}

TEST_CASE("gopher_quality: word length is a mean in code points; dolma's is a median") {
  CHECK(value("paper", "min_word_length", "ab abcd") == 3);
  CHECK(value("paper", "max_word_length", "Дождь да") == 3.5);
  CHECK(value("datatrove", "min_word_length", "abc ... abc") == 3);
  CHECK(value("paper", "min_word_length", "abc ... abc ---") == 3);
  CHECK(value("dolma", "min_word_length", "a ab abcdefghi") == 2);
  CHECK(value("dolma", "min_word_length", "a ab abcd abcdefghi") == 3);
}

TEST_CASE("gopher_quality: symbols") {
  const std::string_view text = "#a b# ..... c\u2026 . . . d";  // 8 words
  CHECK(value("paper", "max_hash_ratio", text) == 2.0 / 8);
  CHECK(value("paper", "max_ellipsis_ratio", text) == 2.0 / 8);
  CHECK(value("datatrove", "max_ellipsis_ratio", text) == 2.0 / 8);
  CHECK(value("dclm", "max_symbol_ratio", text) == 5.0 / 8);
  CHECK(value("dolma", "max_symbol_ratio", text) == 3.0 / 8);
  CHECK(value("dolma", "max_symbol_ratio", "#\u2026# x") == 1.0 / 2);
}

TEST_CASE("gopher_quality: lines") {
  const std::string_view text = "- a...\n\n  • b…\n* c . . .\nd\r\n";
  CHECK(value("paper", "max_bullet_lines", text) == 3.0 / 4);
  CHECK(value("paper", "max_ellipsis_lines", text) == 2.0 / 4);
  CHECK(value("datatrove", "max_bullet_lines", text) == 2.0 / 5);
  CHECK(value("dclm", "max_bullet_lines", text) == 3.0 / 4);
  CHECK(value("dclm", "max_ellipsis_lines", text) == 3.0 / 4);
  CHECK(value("dolma", "max_bullet_lines", text) == 2.0 / 6);
  CHECK(value("dolma", "max_ellipsis_lines", text) == 1.0 / 6);
  CHECK(value("paper", "max_bullet_lines", "‣ x\n● y\nz") == 2.0 / 3);
  CHECK(value("datatrove", "max_bullet_lines", "a\r- b\u2028- c") == 2.0 / 3);
}

TEST_CASE("gopher_quality: letters and stop words") {
  CHECK(value("paper", "min_alpha_words", "a 1 中 ! 3d") == 3.0 / 5);
  const std::string_view text = "The the and THAT of-course";
  CHECK(value("paper", "min_stop_words", text) == 3);
  CHECK(value("datatrove", "min_stop_words", text) == 2);
  CHECK(value("dclm", "min_stop_words", text) == 4);
  CHECK(value("dolma", "min_stop_words", text) == 2);
  CHECK(value("dolma", "min_stop_words", "the the") == 2);
  CHECK(value("datatrove", "min_stop_words", "我 的 书 是 书", "stop_words = [\"的\", \"是\", \"了\"]") == 2);
  CHECK(value("paper", "min_stop_words", "ÉTÉ été", "stop_words = [\"été\"]") == 1);
}

TEST_CASE("gopher_quality: the limits themselves pass, and every rule that fails is told") {
  const std::string text = record("the cat and dog");
  CHECK(run_op("gopher_quality",
               "min_words = 4\nmax_words = 4\nmin_word_length = 3\nmax_word_length = 3\nmin_stop_words = 2", text)
            .output == text);
  for (const std::string wrong :
       {"min_words = 5", "min_words = 4\nmax_words = 3", "min_words = 4\nmin_word_length = 3.01",
        "min_words = 4\nmax_word_length = 2.9\nmin_word_length = 1", "min_words = 4\nmin_stop_words = 3"}) {
    const auto run = run_op("gopher_quality", wrong, text);
    CHECK(run.output != text);
  }
  const auto run = run_op("gopher_quality", "", record("# - 1"));
  std::string failed;
  const Value dropped(std::string_view(run.dropped).substr(0, run.dropped.find('\n')));
  for (Value::Elements it = dropped["_dsprep"]["failed"].elements(); it.next();)
    failed += it.value()["rule"].text().value() + " ";
  CHECK(failed == "min_words min_word_length max_hash_ratio min_alpha_words min_stop_words ");
}

TEST_CASE("gopher_quality: bad input has a defined value for every rule") {
  std::string marks, letters, emoji;
  for (int i = 0; i < 50'000; ++i) marks += "\u0301", letters += "x ", emoji += "😀 ";
  for (const std::string& text :
       {std::string(), std::string(" \n\t "), marks, letters, emoji, std::string("مرحبا بالعالم\nשלום"),
        std::string("中文 текст نص"), std::string(1 << 20, 'x'), std::string(1 << 20, '.'), std::string(1 << 20, '#'),
        std::string(1 << 20, '\n')}) {
    for (const std::string_view variant : all_variants) {
      const auto values = measure(variant, text);
      CHECK(values.size() == 11);
      for (const auto& [rule, measured] : values) CHECK((!measured || std::isfinite(*measured)));
      CHECK(values.at("min_words").has_value());
      CHECK(run_op("gopher_quality", "variant = \"" + std::string(variant) + "\"", record(text)).result.books.dropped ==
            1);
    }
  }
  CHECK_FALSE(measure("paper", "").at("min_alpha_words").has_value());
  CHECK(value("dolma", "min_alpha_words", "") == 0);
  CHECK(value("dclm", "max_symbol_ratio", " ") == 1);
}

TEST_CASE("gopher_quality: text that is not there, joined fields, refusals") {
  CHECK(run_op("gopher_quality", "", "{}\n").malformed.find("field /text is missing") != std::string::npos);
  CHECK(run_op("gopher_quality", "", "{\"text\":7}\n").malformed.find("is number, not text") != std::string::npos);
  const std::string line = "{\"m\":[{\"t\":\"the cat\"},{\"t\":\"and dog\"}]}\n";
  CHECK(run_op("gopher_quality", "field = \"/m/*/t\"\nmin_words = 4\nmax_words = 4", line).output == line);
  CHECK(run_op("gopher_quality", "min_words = 9\nmax_words = 8", "")
            .error.find("min_words = 9 is more than max_words = 8: no value keeps to both") != std::string::npos);
  CHECK(run_op("gopher_quality", "min_stop_words = 3\nstop_words = [\"a\", \"b\"]", "")
            .error.find("asks for more different stop words") != std::string::npos);
  CHECK(run_op("gopher_quality", "variant = \"nemo\"", "").error.find("paper") != std::string::npos);
}

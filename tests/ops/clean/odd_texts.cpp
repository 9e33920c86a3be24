// Texts that no rule was written for, through every rule that measures a text by itself: a value, or nothing to
// measure; never a crash, a malformed record or a number that is none.
#include <cmath>

#include "support/judged.h"

using namespace dsprep;
using namespace dsprep::test;

namespace {

struct Step {
  std::string_view op, params;
};
constexpr Step steps[] = {
    {"length", "min_chars = 0\nmin_words = 0\nwords = \"unicode\""},
    {"char_ratio",
     "min_letters = 0\nmin_digits = 0\nmin_alphanumeric = 0\nmin_punctuation = 0\nmin_symbols = 0\nmin_whitespace = "
     "0\nmin_uppercase = 0"},
    {"line_length", "min_mean = 0\nmin_longest = 0"},
    {"special_char_ratio", "max_ratio = 1"},
    {"special_char_ratio", "variant = \"nemo\"\nmax_ratio = 1"},
    {"parentheses_ratio", "max_ratio = 1"},
    {"url_ratio", "max_ratio = 1"},
    {"compression_ratio", "min_ratio = 0"},
    {"self_repetition",
     "min_unique_lines = 0\nmin_unique_line_chars = 0\nmin_unique_paragraphs = 0\nmin_unique_paragraph_chars = 0"},
    {"char_repetition", "max_ratio = 1"},
    {"word_repetition", "max_ratio = 1\nwords = \"unicode\""},
    {"word_repetition", "variant = \"nemo\"\nmax_ratio = \"none\"\nmin_ratio = 0"},
    {"stop_word_ratio", "min_ratio = 0\nwords = \"unicode\""},
    {"stop_word_ratio", "min_ratio = 0\nlanguage = \"vi\""},
    {"bad_words", "languages = [\"en\", \"ja\", \"zh\"]\nmax_count = 1000000000\nmax_ratio = 1"},
    {"url",
     "field = \"text\"\ndomains = [\"x.y\"]\nurls = [\"x\"]\nbanned_words = [\"qq\"]\nsoft_words = "
     "[\"zz\"]\nsubstrings = [\"qqq\"]"},
    {"code",
     "variant = \"nemo\"\nmin_lines = 0\nmax_lines = 1000000000\nmin_alphabetic = 0\nmax_mean_line = "
     "1e12\nmin_visible_share = 0\nxml_header_chars = 0"},
};

std::string times(std::size_t n, std::string_view text) {
  std::string all;
  for (std::size_t i = 0; i < n; ++i) all += text;
  return all;
}

}  // namespace

TEST_CASE("odd texts have a value by every rule, or nothing to measure") {
  const std::string texts[] = {"",
                               " ",
                               "\n",
                               "\n\n\n\n",
                               "\t\r\v",
                               "a",
                               "\u0301",
                               times(500, "\u0301\u0302"),
                               times(200, "😀👨‍👩‍👧‍👦👍🏽"),
                               times(100, "שלום עולם! مرحبا بالعالم؟ "),
                               times(50, "Aб中カ가ไ\u0915\u093f 1२③½ "),
                               times(20000, "a "),
                               times(20000, "中 "),
                               times(100000, "x"),
                               times(50000, "文"),
                               times(5000, "\n\n"),
                               times(20000, "\u3000"),
                               times(3000, "http://"),
                               times(3000, "<"),
                               times(3000, "&#"),
                               times(3000, "(((("),
                               times(1000, "\ufeff\u200b\u2060\ufffd"),
                               "\x01\x7f\x1c\x1f",
                               times(3000, "<a href='"),
                               times(2000, "<script>"),
                               times(3000, "a.b@")};
  for (const Step& step : steps) {
    std::string input;
    for (const std::string& text : texts) input += record(text);
    RunHow how;
    how.explain = true;
    const RunOp run = run_op(step.op, step.params, input, how);
    INFO(step.op);
    REQUIRE(run.error == "");
    CHECK(run.malformed == "");
    CHECK(run.result.books.kept + run.result.books.dropped == std::size(texts));
    for (std::string_view rest = run.output; !rest.empty(); rest.remove_prefix(rest.find('\n') + 1)) {
      const Value trail = Value(rest.substr(0, rest.find('\n')))["_dsprep"]["trail"];
      for (Value::Elements it = trail.elements(); it.next();) {
        for (Value::Elements m = it.value()["measured"].elements(); m.next();) {
          const auto value = m.value()["value"].number();
          INFO(m.value().raw());
          CHECK((!value || std::isfinite(*value)));  // null: nothing to measure
          CHECK((!value || *value >= 0));
        }
      }
    }
  }
}

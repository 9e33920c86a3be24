#include "support/judged.h"

using namespace dsprep::test;

namespace {
double value(std::string_view rule, std::string_view text) { return measured("self_repetition", "", rule, text); }
}  // namespace

TEST_CASE("self_repetition: lines") {
  CHECK(value("min_unique_lines", "a\nb\na") == 2 / 3.0);
  CHECK(value("min_unique_line_chars", "aaa\nb\naaa") == 4 / 7.0);
  CHECK(value("min_unique_lines", "a\n\n \t\na\n") == 0.5);  // blank lines are none
  CHECK(value("min_unique_lines", "a\na \n\u3000\n") == 1);  // not trimmed
  CHECK(value("min_unique_line_chars", "今天\n今天\n很好啊") == 5 / 7.0);
  CHECK(kept("self_repetition", "", "a\nb\nc\nd\ne\nf\ng\nh\ni\nj\n"));
}

TEST_CASE("self_repetition: paragraphs stand between two LFs, empty ones count") {
  CHECK(value("min_unique_paragraphs", "a\n\nb\n\na") == 2 / 3.0);
  CHECK(value("min_unique_paragraphs", "a\n\n\n\nb\n\n") == 0.75);            // a, "", b, ""
  CHECK(value("min_unique_paragraph_chars", "ab\n\n\nab\n\nab") == 5 / 7.0);  // "ab", LF "ab", "ab"
  CHECK(value("min_unique_paragraphs", "") == 1);
}

TEST_CASE("self_repetition: every rule that fails is told; nothing to measure passes") {
  CHECK(failed("self_repetition", "", "a\na\na\na") == "min_unique_lines 0.25; min_unique_line_chars 0.25");
  CHECK(failed("self_repetition", "", "ab\n\nab\n\nab") ==
        "min_unique_lines 0.3333333333333333; min_unique_line_chars 0.3333333333333333; "
        "min_unique_paragraphs 0.3333333333333333; min_unique_paragraph_chars 0.3333333333333333");
  CHECK(kept("self_repetition", "", ""));
  CHECK(
      kept("self_repetition", "min_unique_paragraphs = \"none\"\nmin_unique_paragraph_chars = \"none\"", "\n\n\n\n\n"));
}

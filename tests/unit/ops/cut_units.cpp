#include "ops/clean/dedup_lines/cut_units.h"

#include <string>
#include <vector>

#include "support/catch.h"

using namespace dsprep;
using namespace dsprep::ops::dedup_lines;

namespace {

std::string without(std::string_view text, TextSpan range) {
  return std::string(text.substr(0, range.begin)).append("|").append(text.substr(range.end));
}

std::string lines(std::string_view text, std::size_t first, std::size_t end, std::uint32_t taken = 0) {
  TextView view;
  view.reset(text);
  return without(text, cut_lines(text, view.lines(), first, end, taken));
}

std::string sentences(std::string_view text, std::uint32_t begin, std::uint32_t end) {
  return without(text, cut_sentences(text, {begin, end}));
}

}  // namespace

TEST_CASE("lines go with the line ends behind them, the last with those before") {
  CHECK(lines("a\nb\nc", 0, 1) == "|b\nc");
  CHECK(lines("a\nb\nc", 1, 2) == "a\n|c");
  CHECK(lines("a\nb\nc", 2, 3) == "a\nb|");
  CHECK(lines("a\nb\nc", 1, 3) == "a|");
  CHECK(lines("a\nb\nc", 0, 3) == "|");
  CHECK(lines("一\n\n二", 2, 3) == "一|");        // the empty line before goes, too
  CHECK(lines("a\nb\nc", 2, 3, 4) == "a\nb\n|");  // but not what has gone already
}

TEST_CASE("sentences go with the white space of one side") {
  CHECK(sentences("One. Two. Three.", 5, 9) == "One. |Three.");
  CHECK(sentences("One. Two.", 5, 9) == "One.|");
  CHECK(sentences("One. Two.", 0, 4) == "|Two.");
  CHECK(sentences("One.\n\nTwo. Three.", 6, 10) == "One.\n\n|Three.");
  CHECK(sentences("One. Two.\n\nThree.", 5, 9) == "One.|\n\nThree.");
  CHECK(sentences("好。很好。", 6, 15) == "好。|");
}

TEST_CASE("a beginning is trimmed and has whole characters") {
  CHECK(beginning_of("  a line  ", 100) == "a line");
  CHECK(beginning_of("数据数据", 7) == "数据");
  CHECK(beginning_of("数", 2) == "");
  CHECK(beginning_of("", 10) == "");
  CHECK(beginning_of(std::string(200, 'x'), 100).size() == 100);
}

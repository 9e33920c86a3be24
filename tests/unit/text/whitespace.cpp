#include <set>

#include "support/catch.h"
#include "support/random_text.h"
#include "text/segment.h"

using namespace dsprep;
using namespace dsprep::text;

namespace {

// All characters for which Python says c.isspace().
const std::set<char32_t> python_spaces = {0x09,   0x0a,   0x0b,   0x0c,   0x0d,   0x1c,   0x1d,   0x1e,
                                          0x1f,   0x20,   0x85,   0xa0,   0x1680, 0x2000, 0x2001, 0x2002,
                                          0x2003, 0x2004, 0x2005, 0x2006, 0x2007, 0x2008, 0x2009, 0x200a,
                                          0x2028, 0x2029, 0x202f, 0x205f, 0x3000};

std::vector<TextSpan> slow_split(std::string_view text) {
  std::vector<TextSpan> spans;
  bool in_word = false;
  for (std::size_t i = 0; i < text.size();) {
    const auto begin = static_cast<std::uint32_t>(i);
    const bool space = python_spaces.count(decode(text, i)) > 0;
    const auto end = static_cast<std::uint32_t>(i);
    if (!space && in_word) spans.back().end = end;
    if (!space && !in_word) spans.push_back({begin, end});
    in_word = !space;
  }
  return spans;
}

std::vector<std::string> split(std::string_view text) {
  std::vector<TextSpan> spans;
  split_whitespace(text, spans);
  std::vector<std::string> words;
  for (const TextSpan& span : spans) words.emplace_back(span.of(text));
  return words;
}

}  // namespace

TEST_CASE("split_whitespace splits at every white space character of Python and at no other") {
  std::vector<TextSpan> spans;
  for (char32_t c = 0; c < 0x110000; ++c) {
    if (c >= 0xd800 && c < 0xe000) continue;
    std::string text = "a";
    append_utf8(text, c);
    text += "b";
    split_whitespace(text, spans);
    if (spans.size() != (python_spaces.count(c) > 0 ? 2u : 1u)) FAIL("U+" << std::hex << static_cast<unsigned>(c));
  }
}

TEST_CASE("split_whitespace finds words at the ends and none in blank texts") {
  using Words = std::vector<std::string>;
  CHECK(split("").empty());
  CHECK(split(" \t\n\u3000\u00a0").empty());
  CHECK(split("a") == Words{"a"});
  CHECK(split("  a bc\u2003d ") == Words{"a", "bc", "d"});
  CHECK(split(std::string(64, 'x')) == Words{std::string(64, 'x')});
  CHECK(split(std::string(63, 'x') + " " + std::string(64, 'y')) == Words{std::string(63, 'x'), std::string(64, 'y')});
  CHECK(split("\u4f60\u597d\u3000\u4e16\u754c\u3001\u3042") == Words{"\u4f60\u597d", "\u4e16\u754c\u3001\u3042"});
}

TEST_CASE("Wide white space across the border of a block is found") {
  for (const char* space :
       {"\u0085", "\u00a0", "\u1680", "\u2000", "\u200a", "\u2028", "\u2029", "\u202f", "\u205f", "\u3000"}) {
    for (std::size_t before = 55; before < 70; ++before) {
      for (const std::size_t after : {0, 1, 60, 64, 128}) {
        const std::string text = std::string(before, 'x') + space + std::string(after, 'y');
        std::vector<TextSpan> spans;
        split_whitespace(text, spans);
        REQUIRE(spans == slow_split(text));
      }
    }
  }
}

TEST_CASE("split_whitespace agrees with its slow twin") {
  base::Rng rng(4);
  std::vector<TextSpan> spans;
  for (int round = 0; round < 5000; ++round) {
    const std::string text = test::random_text(rng, rng.below(200), rng.below(101));
    split_whitespace(text, spans);
    REQUIRE(spans == slow_split(text));
  }
}
